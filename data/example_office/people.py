"""Personal values of the right shape and nobody's: what the privacy tests must never find again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import Generator

__all__ = ["People", "Person"]

_STEMS = "甲乙丙丁戊庚辛壬癸"
_MIDDLES = "例示样虚"
_TAILS = "一二三四五六七八九十子丑寅卯辰巳午未申酉戌亥东南西北中春夏秋冬金木水火土日月山川云风雨雪"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_JOBS = ("务工", "个体经营", "退休", "居民", "职工", "教师", "无业")


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    name: str
    sex: str
    age: int
    job: str
    address: str
    phone: str
    identity: str


@dataclass
class People:
    """Hands out people that were never handed out before, and remembers every personal value."""

    rng: Generator
    used: int = 0
    order: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [stem + middle + tail for stem in _STEMS for middle in _MIDDLES for tail in _TAILS]
        self.order = [names[i] for i in self.rng.permutation(len(names))]

    def person(self, community: str) -> Person:
        """Invent someone who lives in `community`."""
        name = self.name()
        age = int(self.rng.integers(22, 79))
        rng = self.rng
        address = (
            f"{community}{rng.integers(1, 30)}栋{rng.integers(1, 5)}单元{rng.integers(1, 18)}0{rng.integers(1, 5)}室"
        )
        person = Person(
            name=name,
            sex=str(rng.choice(["男", "女"])),
            age=age,
            job=str(rng.choice(_JOBS)),
            address=address,
            phone=self._digits("phone", "100", 8),
            identity=self._identity(age),
        )
        self.kinds[address] = "address"
        return person

    def name(self) -> str:
        """Return a name that nobody else here has."""
        name = self.order[self.used]
        self.used += 1
        self.kinds[name] = "name"
        return name

    def plate(self) -> str:
        """Return a number plate of a province that does not exist."""
        return self._digits("plate", "示A·0", 4)

    def bank_card(self) -> str:
        """Return a card number of a bank that does not exist."""
        return self._digits("bank_card", "0000", 15)

    def _identity(self, age: int) -> str:
        """Return an identity number of region 000000 whose check digit is wrong on purpose."""
        rng = self.rng
        first = f"000000{2022 - age}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}{rng.integers(1, 1000):03d}"
        right = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11
        number = first + _CHECKS[(right + 1) % 11]
        self.kinds[number] = "identity"
        return number

    def _digits(self, kind: str, head: str, count: int) -> str:
        while True:
            value = head + "".join(str(digit) for digit in self.rng.integers(0, 10, count))
            if value not in self.kinds:
                self.kinds[value] = kind
                return value
