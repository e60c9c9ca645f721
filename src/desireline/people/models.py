from desireline.people.accounts.models import Account, Membership
from desireline.people.audiences.models import Audience, AudienceMember
from desireline.people.identity.models import Block, Invitation, Person
from desireline.people.notices.models import Notice, NoticeChoice, Subscription

__all__ = [
    "Account",
    "Audience",
    "AudienceMember",
    "Block",
    "Invitation",
    "Membership",
    "Notice",
    "NoticeChoice",
    "Person",
    "Subscription",
]
