#!/usr/bin/env bash
# One plan in parts on one machine, by GNU parallel: parallel.sh [PARTS]
#
#   edsh run nightly.edsh --dry-run --plan-to plan.jsonl
#   scripts/engines/parallel.sh 8
#
# Each job is told its part in PARALLEL_SEQ. What ended early goes on where it stopped when
# this is run again. The status is that of the whole plan.
set -euo pipefail
parts=${1:-8}
edsh=${EDSH:-edsh}

seq 0 "$((parts - 1))" | parallel --jobs "$parts" \
  "$edsh run --plan plan.jsonl --shards $parts --state state >shard-{}.jsonl" || true
"$edsh" runs merge shard-*.jsonl
