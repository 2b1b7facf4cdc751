"""What one would use instead: the same flow behind an automation, served by Prefect's own ``serve`` as it comes."""

from prefect.events import DeploymentEventTrigger

from flows.explore import explore

#: The event that the automation waits for.
EVENT = "benchmark.scored"

#: The name of the deployment.
NAME = "behind-an-automation"


def main() -> None:
    """Serve the flow until told to stop."""
    trigger = DeploymentEventTrigger(
        name=NAME,
        expect={EVENT},
        parameters={
            "alliance": "{{ event.payload.alliance }}",
            "cycle": "{{ event.payload.cycle }}",
            "through": "{{ event.payload.through }}",
        },
    )
    explore.serve(name=NAME, triggers=[trigger], pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
