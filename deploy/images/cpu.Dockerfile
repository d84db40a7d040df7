# A base for workers on a processor: Java, and the allocator with which a step takes less time and memory
# (docs/performance.md, "Memory"). Use it with -Dimages.worker-base=IMAGE.
FROM eclipse-temurin:17.0.16_8-jre-noble
RUN apt-get update \
    && apt-get install -y --no-install-recommends libtcmalloc-minimal4t64 \
    && rm -rf /var/lib/apt/lists/*
# Without the threshold it tells of every large tensor on the standard error.
ENV LD_PRELOAD=libtcmalloc_minimal.so.4 \
    TCMALLOC_LARGE_ALLOC_REPORT_THRESHOLD=1099511627776
