"""What is wrong with a document, for people and for machines."""

from dataclasses import asdict, dataclass

@dataclass
class Finding:
    kind: str
    place: str  # JSON pointer-like place in the document
    zh: str
    en: str

    def text(self, language):
        words = {"zh": self.zh, "en": self.en, "both": f"{self.zh} / {self.en}"}[language]
        return f"{self.kind}: {self.place}: {words}"

    def as_json(self):
        return asdict(self)


class Findings:
    """Of one document."""

    def __init__(self):
        self.list = []

    def add(self, kind, place, zh, en):
        self.list.append(Finding(kind, place, zh, en))

    def expect(self, kind, place, found, expected):
        if found != expected:
            found, expected = ("–" if one is None else one for one in (found, expected))
            self.add(kind, place, f"为 {found}，应为 {expected}",
                     f"is {found}, should be {expected}")
