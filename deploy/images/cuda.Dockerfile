# A base for workers on CUDA devices: Java, and PyTorch's CUDA libraries of exactly the version that DJL's are for
# (pytorch.version in the root pom). Use it with -Dimages.worker-base=IMAGE -Dimages.worker-suffix=-cuda
# -Djib.from.platforms=linux/amd64.
ARG PYTORCH=2.7.1
FROM eclipse-temurin:17.0.16_8-jre-noble AS java

FROM pytorch/pytorch:${PYTORCH}-cuda12.8-cudnn9-runtime
COPY --from=java /opt/java/openjdk /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:$PATH \
    PYTORCH_FLAVOR=cu128 \
    PYTORCH_LIBRARY_PATH=/opt/conda/lib/python3.11/site-packages/torch/lib
# Found by the place that the base has it at; better that the build fails than the worker.
RUN test -e "$PYTORCH_LIBRARY_PATH/libtorch_cuda.so" && java -version
