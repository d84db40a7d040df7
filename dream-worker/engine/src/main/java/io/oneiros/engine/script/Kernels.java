package io.oneiros.engine.script;

/** Whose convolutions a program calls. */
public enum Kernels {
  /** oneDNN's, which take ReLU and addition in the same stroke: for processors. */
  ONEDNN {
    @Override
    String convolution(String x, String weight, String bias, Geometry geometry, boolean relu) {
      return "ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, \"%s\", %s, \"\")"
          .formatted(x, weight, bias, geometry.paddingFirst(), relu ? "relu" : "none", NO_SCALARS);
    }

    @Override
    String added(String to, String x, String weight, Geometry geometry) {
      return "ops.mkldnn._convolution_pointwise_(%s, %s, %s, None, %s, \"add\", 1., None, %s, None)"
          .formatted(to, x, weight, geometry.paddingFirst(), NO_SCALARS);
    }
  },
  /** PyTorch's own, which are the device's quickest: cuDNN's on CUDA. */
  ATEN {
    @Override
    String convolution(String x, String weight, String bias, Geometry geometry, boolean relu) {
      String plain =
          "torch.conv2d(%s, %s, %s, %s)".formatted(x, weight, bias, geometry.strideFirst());
      return relu ? "torch.relu_(%s)".formatted(plain) : plain;
    }

    @Override
    String added(String to, String x, String weight, Geometry geometry) {
      return "torch.add_(%s, %s)".formatted(to, convolution(x, weight, "None", geometry, false));
    }
  };

  private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

  /** A convolution's, each of rows and columns: {@code [1, 1]}. */
  record Geometry(String padding, String stride, String dilation, int groups) {
    private String paddingFirst() {
      return "%s, %s, %s, %s".formatted(padding, stride, dilation, groups);
    }

    private String strideFirst() {
      return "%s, %s, %s, %s".formatted(stride, padding, dilation, groups);
    }
  }

  abstract String convolution(
      String x, String weight, String bias, Geometry geometry, boolean relu);

  /** What is there already with a convolution added to it, in place. */
  abstract String added(String to, String x, String weight, Geometry geometry);
}
