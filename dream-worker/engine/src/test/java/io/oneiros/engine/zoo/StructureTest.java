package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Export;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On networks that PyTorch exported, whose names tell which layer is which. */
class StructureTest {

  @Test
  void chainsAreCountedByTheirPoolings() {
    Map<String, String> names = names("vgg16");
    // torchvision's indices, as everybody quotes them.
    assertThat(names)
        .containsEntry("conv1_1", "/features/features.0/Conv_output_0")
        .containsEntry("relu1_2", "/features/features.3/Relu_output_0")
        .containsEntry("relu2_2", "/features/features.8/Relu_output_0")
        .containsEntry("relu3_3", "/features/features.15/Relu_output_0")
        .containsEntry("relu4_3", "/features/features.22/Relu_output_0")
        .containsEntry("relu5_3", "/features/features.29/Relu_output_0")
        .containsEntry("pool5", "/features/features.30/MaxPool_output_0");
    assertThat(names("vgg19"))
        .containsEntry("relu4_4", "/features/features.26/Relu_output_0")
        .containsEntry("conv5_4", "/features/features.34/Conv_output_0");
  }

  @Test
  void residualSumsAreCountedByTheirStages() {
    Map<String, String> names = names("resnet50");
    assertThat(names)
        .containsEntry("layer1.0", "/layer1/layer1.0/relu_2/Relu_output_0")
        .containsEntry("layer2.3", "/layer2/layer2.3/relu_2/Relu_output_0")
        .containsEntry("layer3.5", "/layer3/layer3.5/relu_2/Relu_output_0")
        .containsEntry("layer3", "/layer3/layer3.5/relu_2/Relu_output_0")
        .containsEntry("layer4.2", "/layer4/layer4.2/relu_2/Relu_output_0");
    assertThat(names).hasSize(3 + 4 + 6 + 3 + 4);
  }

  @Test
  void blocksAreCountedByTheirDepthwiseConvolutions() {
    Map<String, String> mobile = names("mobilenet_v2");
    assertThat(mobile)
        // torchvision's features.1 has no expansion and is Keras' "expanded_conv", our block_0.
        .containsEntry("block_0", "/features/features.1/conv/conv.2/BatchNormalization_output_0")
        .containsEntry("block_1", "/features/features.2/conv/conv.3/BatchNormalization_output_0")
        .containsEntry("block_2", "/features/features.3/Add_output_0")
        .containsEntry("block_7", "/features/features.8/Add_output_0")
        .containsEntry("block_16", "/features/features.17/conv/conv.3/BatchNormalization_output_0")
        .hasSize(17);
    assertThat(names("efficientnet_b0"))
        .containsEntry("block_2", "/features/features.2/features.2.1/Add_output_0")
        .hasSize(16);
    assertThat(names("convnext_tiny"))
        .containsEntry("block_0", "/features/features.1/features.1.0/Add_output_0")
        .hasSize(18);
  }

  @Test
  @Timeout(10)
  void manyBlocksAreCountedInNoTime() {
    List<Node> nodes = new ArrayList<>();
    String last = "picture";
    for (int i = 0; i < 35_000; i++) {
      nodes.add(new Node("depthwise" + i, conv(1, 3), List.of(last)));
      nodes.add(new Node("projected" + i, conv(3, 1), List.of("depthwise" + i)));
      last = "projected" + i;
    }
    assertThat(Structure.of(new Graph("picture", nodes)))
        .hasSize(35_000)
        .containsEntry("block_34999", "projected34999");
  }

  private static Op conv(int in, int groups) {
    Parameter weight = new Parameter(List.of(3, 1, 1, in), () -> new float[3 * in]);
    return new Op.Conv(weight, null, Op.Window.POINT, Padding.NONE, groups);
  }

  @Test
  void aNetworkOfNoFamilyHasNone() {
    assertThat(names("squeezenet1.1")).isEmpty();
    assertThat(names("inception_v3")).isEmpty();
  }

  @Test
  void plainNamesMeanTheLastOfWhatWasComputedInPlace() {
    assertThat(Shorthand.of(Export.of("squeezenet1.1").file().graph()))
        .containsEntry("/features/features.7/Concat", "/features/features.7/Concat_output_0");
  }

  private static Map<String, String> names(String network) {
    return Structure.of(Export.of(network).file().graph());
  }
}
