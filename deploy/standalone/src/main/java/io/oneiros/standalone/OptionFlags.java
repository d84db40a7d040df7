package io.oneiros.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.oneiros.contract.Limits;
import io.oneiros.contract.spec.Option;
import io.oneiros.contract.spec.Options;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** A flag for each of {@link Options}: what the help says of it is what the check holds it to. */
final class OptionFlags {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> said = new TreeMap<>();

  void addTo(CommandSpec command) {
    for (Option<?> option : Options.ALL) {
      OptionSpec.Builder flag =
          OptionSpec.builder(option.flag()).description(help(option)).setter(setter(option));
      command.addOption(
          option instanceof Option.Switch
              ? flag.type(Boolean.class).arity("0").negatable(true).build()
              : flag.type(JsonNode.class)
                  .converters(text -> value(option, text))
                  .arity("1")
                  .paramLabel(option.form())
                  .build());
    }
  }

  /** Puts what was said into a spec. */
  void into(ObjectNode spec) {
    said.forEach(
        (path, value) -> {
          int dot = path.indexOf('.');
          ObjectNode group = dot < 0 ? spec : spec.withObject("/" + path.substring(0, dot));
          group.set(path.substring(dot + 1), value);
        });
  }

  private ISetter setter(Option<?> option) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value instanceof JsonNode node) {
          said.put(option.path(), node);
        } else if (value instanceof Boolean yes) {
          said.put(option.path(), JSON.booleanNode(yes));
        }
        return null;
      }
    };
  }

  static String help(Option<?> option) {
    String otherwise = otherwise(option);
    // A choice shows its words already.
    String range =
        option instanceof Option.Choice || option instanceof Option.Switch
            ? ""
            : "; " + option.range(Limits.DEFAULTS);
    return option.text() + range + (otherwise.isEmpty() ? "" : "; default: " + otherwise);
  }

  private static String otherwise(Option<?> option) {
    if (option instanceof Option.Each<?> each) {
      return otherwise(each.one());
    }
    Object otherwise = option.otherwise();
    if (otherwise instanceof Enum<?> word) {
      return Option.Choice.word(word);
    }
    return otherwise == null ? "" : otherwise.toString();
  }

  private static JsonNode value(Option<?> option, String text) {
    if (option instanceof Option.Each<?> each) {
      ArrayNode list = JSON.arrayNode();
      for (String one : text.split(",", -1)) {
        list.add(value(each.one(), one));
      }
      return list;
    }
    if (option instanceof Option.Choice<?> choice) {
      if (!choice.words().contains(text)) {
        throw new TypeConversionException(
            "'%s' is none of %s".formatted(text, String.join(", ", choice.words())));
      }
      return JSON.textNode(text);
    }
    if (option instanceof Option.Name) {
      return JSON.textNode(text);
    }
    try {
      return option instanceof Option.Whole
          ? JSON.numberNode(Integer.parseInt(text))
          : JSON.numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is no %s"
              .formatted(text, option instanceof Option.Whole ? "whole number" : "number"));
    }
  }
}
