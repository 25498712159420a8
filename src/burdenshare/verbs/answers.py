"""The verbs `letters answer` and `letters promise`: what came back, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from burdenshare.correspondence import Promise, promises_in, read_reply
from burdenshare.correspondence.place import Place, id_of_letter, now
from burdenshare.errors import RegisterError
from burdenshare.results import WHERE_KNOWN, Column, Result
from burdenshare.terms import parse_date
from burdenshare.verbs.calling import verb
from burdenshare.verbs.options import PathLike


@dataclass(frozen=True, repr=False)
class Promises(Result[Promise]):
    """What answers promised."""

    id: str | None = field(default=None, metadata=WHERE_KNOWN)
    answer: dict[str, Any] | None = field(default=None, metadata=WHERE_KNOWN)

    columns = (
        Column("no.", lambda r: str(r.number), right=True),
        Column("due", lambda r: str(r.due or "undated")),
        Column("status", lambda r: r.status),
        Column("promise", lambda r: r.text, wraps=True),
    )


@verb
def answer_letter(
    ally: str,
    *,
    file: Path | str,
    promise: str = "",
    due: str = "",
    sent_otherwise: bool = False,
    kit: PathLike = None,
    at: datetime | None = None,
) -> Promises:
    """Keep an answer and what it promises; found in it, or as you say.

    Parameters
    ----------
    ally : who answers, or the letter's id
    file : a mail or a text
    promise : what was promised, in your words; default: what is found in the answer
    due : by which day
    sent_otherwise : the letter went another way
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    register, moment = Place(kit).register, at or now()
    kept, reply = register.find(id_of_letter(ally)), read_reply(Path(file))
    if due and not promise:
        raise RegisterError("a due date without a promise", where="--due", mend="add --promise")
    if sent_otherwise:
        register.sent(kept.id, moment, {"by": "other means"})
    promises = promises_in(reply.text)
    if promise:
        day = parse_date(due, where="--due") if due else None
        promises = [Promise(promise, day, "confirmed", "entered by hand")]
    register.answer(kept.id, moment, reply.detail, promises)
    return Promises(moment.date(), [], register.promises(kept.id), id=kept.id, answer=reply.detail)


@verb
def settle_promise(
    number: int,
    status: Literal["confirmed", "kept", "broken", "withdrawn"],
    *,
    by: str = "",
    kit: PathLike = None,
    at: datetime | None = None,
) -> Promises:
    """Say what became of a promise.

    Parameters
    ----------
    number : as `letters answer` lists it
    status : confirmed, kept, broken or withdrawn
    by : who says so
    kit : the folder of the correspondence; default: the present folder if it is a kit, else ./letters
    """
    register, moment = Place(kit).register, at or now()
    register.settle(number, status, moment, by)
    return Promises(moment.date(), [], [p for p in register.promises() if p.number == number])
