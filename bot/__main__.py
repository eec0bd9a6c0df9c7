"""`belegbot`, and `python -m bot`, from its first moment on."""

import signal


def main() -> None:
    """Run the command line; who ends it while it is still being imported sees no traceback."""
    listening = signal.getsignal(signal.SIGINT)
    if listening is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from bot.cli import main as run  # noqa: PLC0415 - this is what takes time

    signal.signal(signal.SIGINT, listening)
    run()


if __name__ == "__main__":
    main()
