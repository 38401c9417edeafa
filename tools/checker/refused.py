"""The one way in which an event is not paid."""

from checker.values import UNDETERMINED


class Refused(Exception):
    """Nothing is paid of the event: the name of the refusal, and where the reason stands."""

    def __init__(self, name, table=None, row=0):
        super().__init__(name)
        self.name, self.table, self.row = name, table, row


def known(value, table=None, row=0):
    """The value, if somebody knows it."""
    if value is UNDETERMINED:
        raise Refused("policy_undetermined", table, row)
    return value
