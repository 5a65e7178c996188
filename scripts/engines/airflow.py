"""One plan in eight parts, as an Airflow DAG (2.4 or newer): plan, shards, merge.

The folder is one that all workers share. POSTHOG_HOST, POSTHOG_PROJECT_ID and
POSTHOG_PERSONAL_API_KEY stand in the environment of the workers; the key is never an argument.
In Airflow 3 the operator comes from airflow.providers.standard.operators.bash.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

SHARDS = 8
# A folder for each run of the DAG: plan, state and results of one night belong together.
ENTER = "set -e; mkdir -p /srv/edsh/{{ ts_nodash }}; cd /srv/edsh/{{ ts_nodash }}; "

with DAG("edsh_nightly", start_date=datetime(2026, 1, 1), schedule="0 2 * * *", catchup=False):
    # A plan that is there stays: one that was made anew would be another.
    plan = BashOperator(
        task_id="plan",
        bash_command=ENTER + "test -e plan.jsonl || "
        "edsh run /srv/edsh/nightly.edsh --dry-run --plan-to plan.jsonl",
    )

    # The same command again goes on where it stopped, so trying again is all it takes. After
    # 1, 2 and 4 the same would come out again: 99 has Airflow try no more, and merge tells.
    shards = BashOperator.partial(
        task_id="shard",
        bash_command=ENTER + "edsh run --plan plan.jsonl --shard $SHARD --state state-$PART "
        ">shard-$PART.jsonl || case $? in 1|2|4) exit 99 ;; *) exit 1 ;; esac",
        append_env=True,
        retries=5,
        retry_delay=timedelta(minutes=1),
    ).expand(env=[{"PART": str(i), "SHARD": f"{i}/{SHARDS}"} for i in range(SHARDS)])

    # The status of the whole, whatever became of the parts.
    merge = BashOperator(
        task_id="merge",
        bash_command=ENTER + "edsh runs merge shard-*.jsonl",
        trigger_rule="all_done",
    )

    plan >> shards >> merge
