"""What every model of the API has in common."""

from pydantic import BaseModel, ConfigDict

#: The largest whole number that JavaScript can say too; ids are never larger.
MOST_ID = 9_007_199_254_740_991

Fact = str | int | float | bool | None


class Answer(BaseModel):
    """Something the server says."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ask(BaseModel):
    """Something the client says: unknown fields are refused, and a text is never taken for a number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Query(BaseModel):
    """What stands after the question mark of an address: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(Answer):
    """An error (RFC 9457): `code` is stable, to be branched on; `detail` is a sentence for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, Fact]


class Done(Answer):
    """It was done, and there is nothing more to say."""

    done: bool = True


class Reason(Answer):
    """Why a photo was picked or not: a stable code and the facts its sentence needs."""

    code: str
    facts: dict[str, Fact]
