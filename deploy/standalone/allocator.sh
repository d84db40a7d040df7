# Sourced: exports ONEIROS_ALLOCATOR, the library that memory is to be had from where PyTorch
# computes: tcmalloc where it is installed (Debian: libtcmalloc-minimal4), else nothing, which means
# the C library's own. What the variable says already comes first; none switches it off.

if [ -z "${ONEIROS_ALLOCATOR:-}" ]; then
  ONEIROS_ALLOCATOR=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null |
    sed -n 's/.*libtcmalloc_minimal\.so\.[0-9]* (libc6,\(x86-64\|AArch64\)).* => //p' | head -n 1) ||
    ONEIROS_ALLOCATOR=
elif [ "$ONEIROS_ALLOCATOR" = none ]; then
  ONEIROS_ALLOCATOR=
elif [ ! -r "$ONEIROS_ALLOCATOR" ]; then
  echo "${0##*/}: ONEIROS_ALLOCATOR is $ONEIROS_ALLOCATOR, which is no library that can be read; none switches it off." >&2
  exit 1
fi
export ONEIROS_ALLOCATOR
