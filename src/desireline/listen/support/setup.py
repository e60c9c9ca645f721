from desireline.kit.events import subscribe
from desireline.listen.support.moves import person_moved, value_changed
from desireline.people.accounts.events import AccountJoined, AccountLeft, AccountValueChanged
from desireline.people.identity.events import PersonErased


@subscribe(AccountJoined)
def _joined(event: AccountJoined) -> None:
    if event.first:
        person_moved(event.person)


@subscribe(AccountLeft)
def _left(event: AccountLeft) -> None:
    person_moved(event.person)


@subscribe(PersonErased)
def _erased(event: PersonErased) -> None:
    person_moved(event.person)


@subscribe(AccountValueChanged)
def _worth(event: AccountValueChanged) -> None:
    value_changed(event.account)
