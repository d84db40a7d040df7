# Has the bucket BUCKET of the MinIO at ENDPOINT tell Kafka of what is put below PREFIX, and of nothing else; without a PREFIX of nothing.
set -eu
target=arn:minio:sqs::DROPS:kafka
until mc alias set oneiros "$ENDPOINT" "$ACCESS_KEY" "$SECRET_KEY" >/dev/null; do
  sleep 3
done
mc mb --ignore-existing "oneiros/$BUCKET"
# The only rule there is, as it should be: of what is put while a rule is replaced, nobody would be told.
case $(mc event list "oneiros/$BUCKET" "$target" --json) in
  *"
"*) ;;
  *"\"prefix\":\"$PREFIX\",\"suffix\":\"\""*) exit 0 ;;
esac
# A rule of an earlier prefix would stay, and one that overlaps be in the way. No --event means some events, an empty one all.
mc event remove "oneiros/$BUCKET" "$target" --event ""
if [ -n "$PREFIX" ]; then
  mc event add "oneiros/$BUCKET" "$target" --event put --prefix "$PREFIX"
fi
