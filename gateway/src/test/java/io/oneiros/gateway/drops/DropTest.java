package io.oneiros.gateway.drops;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.ObjectKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropTest {
  private static final String CREATED = "s3:ObjectCreated:Put";

  @Test
  void photoUnderThePrefixIsADrop() {
    List<Drop> drops = told(CREATED, "oneiros", "drops/my+cats/a%20cat.v2.JPG");

    assertThat(drops).containsExactly(new Drop("drops/my cats/a cat.v2.JPG", "17A"));
    Drop drop = drops.get(0);
    assertThat(drop.spec()).isEqualTo("drops/my cats/a cat.v2.JPG.json");
    assertThat(drop.image()).isEqualTo("drops/my cats/a cat.v2.JPG.dream.png");
    assertThat(drop.problem()).isEqualTo("drops/my cats/a cat.v2.JPG.dream.json");
  }

  /** Else each dream would be dreamed again. */
  @Test
  void whatIsLaidBesideAPhotoIsNone() {
    Drop drop = told(CREATED, "oneiros", "drops/cat.png").get(0);

    assertThat(told(CREATED, "oneiros", drop.image())).isEmpty();
    assertThat(told(CREATED, "oneiros", drop.problem())).isEmpty();
  }

  @Test
  void photosWhoseNamesAreNearlyTheSameShareNothing() {
    List<String> keys = List.of("drops/cat.jpg", "drops/cat.png", "drops/x.dream.y.jpg");

    List<Drop> drops = keys.stream().map(key -> told(CREATED, "oneiros", key).get(0)).toList();
    assertThat(drops).extracting(Drop::image).doesNotHaveDuplicates();
    assertThat(drops).extracting(Drop::problem).doesNotHaveDuplicates();
    assertThat(drops).extracting(Drop::spec).doesNotHaveDuplicates();
  }

  /** Else each dream's own picture would be one, without end. */
  @ParameterizedTest
  @ValueSource(strings = {"dreams/d/image.png", "dreams/d/zoom/0/0_0.png", "models/m.png"})
  void whatDreamsOwnIsNoneWhateverThePrefix(String key) {
    assertThat(told(CREATED, "oneiros", key, "")).isEmpty();
    assertThat(told(CREATED, "oneiros", "m.png", "")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dreams/d/upload",
        "cat.jpg",
        "drops/cat.json",
        "drops/.jpg",
        "drops/jpg",
        "drops/%zz.png"
      })
  void otherObjectsAreNone(String key) {
    assertThat(told(CREATED, "oneiros", key)).isEmpty();
  }

  @Test
  void otherBucketsAndOtherEventsTellOfNone() {
    assertThat(told(CREATED, "elsewhere", "drops/cat.jpg")).isEmpty();
    assertThat(told("s3:ObjectRemoved:Delete", "oneiros", "drops/cat.jpg")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"Records\": 5}", "{\"Records\": [null, {}]}"})
  void whatIsNoNotificationTellsOfNone(String json) {
    assertThat(Drop.of(json.getBytes(StandardCharsets.UTF_8), "oneiros", "")).isEmpty();
    assertThat(Drop.of(null, "oneiros", "")).isEmpty();
  }

  @Test
  void dreamIsNamedByThePhotoAndItsVersion() {
    String id = new Drop("drops/cat.jpg", "1").dream();

    assertThat(ObjectKeys.isDreamId(id)).isTrue();
    assertThat(new Drop("drops/cat.jpg", "1").dream()).isEqualTo(id);
    assertThat(new Drop("drops/cat.jpg", "2").dream()).isNotEqualTo(id);
    assertThat(new Drop("drops/dog.jpg", "1").dream()).isNotEqualTo(id);
  }

  private static List<Drop> told(String event, String bucket, String key) {
    return told(event, bucket, key, "drops/");
  }

  /** As MinIO words it. */
  private static List<Drop> told(String event, String bucket, String key, String prefix) {
    String json =
        """
        {"EventName": "%1$s", "Key": "%2$s/%3$s", "Records": [
          {"eventVersion": "2.0", "eventSource": "minio:s3", "eventName": "%1$s",
           "s3": {"bucket": {"name": "%2$s"},
                  "object": {"key": "%3$s", "size": 5, "eTag": "e", "sequencer": "17A"}}}]}"""
            .formatted(event, bucket, key);
    return Drop.of(json.getBytes(StandardCharsets.UTF_8), "oneiros", prefix);
  }
}
