#!/usr/bin/env bash
# One plan in eight parts, as a Slurm array:
#
#   edsh run nightly.edsh --dry-run --plan-to plan.jsonl
#   sbatch slurm.sh
#   edsh runs merge shard-*.jsonl
#
# A task that ends early goes on where it stopped when it is requeued, or submitted again by
# its number: sbatch --array=3 slurm.sh. Other numbers of parts:
# EDSH_SHARDS=32 sbatch --array=0-31 slurm.sh
#SBATCH --job-name=edsh
#SBATCH --array=0-7
#SBATCH --output=shard-%a.jsonl
#SBATCH --error=shard-%a.log
#SBATCH --requeue
# The first signal comes in time for the requests on their way to end.
#SBATCH --signal=B:TERM@150
set -euo pipefail

# Who says how many there are has each task number mean its part, also of a task on its own.
export EDSH_SHARDS="${EDSH_SHARDS:-8}"
# The folder is shared by all nodes, and each task has its own within.
exec "${EDSH:-edsh}" run --plan plan.jsonl --state "state/$SLURM_ARRAY_TASK_ID"
