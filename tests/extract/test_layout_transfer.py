"""The answer about transfer to a third country."""

from __future__ import annotations

import pytest

from avggraph.description import Answer
from avggraph.extract.form import sheet
from avggraph.extract.transfer import transfer_answer


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        (["Worden gegevens doorgegeven buiten de EU? Nee", "Is er een passend beschermingsniveau? Ja"], Answer.NO),
        (["Worden gegevens doorgegeven buiten de EU?", "Ja, naar Suriname", "Is dat adequaat? Nee"], Answer.YES),
        (["Worden gegevens doorgegeven buiten de EU? Er is geen sprake van doorgifte.", "Adequaat? Nee"], Answer.NO),
        (["Is er een passend beschermingsniveau? Nee"], Answer.NOT_STATED),
        (["Worden gegevens doorgegeven buiten de EU?"], Answer.NOT_STATED),
        (["Er is geen sprake van doorgifte aan een internationale organisatie."], Answer.NO),
        (["Er is wel sprake van doorgifte van persoonsgegevens."], Answer.YES),
        (["Doorgifte aan landen: nee", "Passend beschermingsniveau: ja"], Answer.NO),
        (["Er is geen sprake van doorgifte, behalve aan de Verenigde Staten."], Answer.NOT_PARSABLE),
        (["Nee, tenzij de betrokkene daar woont."], Answer.NOT_PARSABLE),
        (["Behalve aan Japan vindt er geen doorgifte plaats."], Answer.NOT_PARSABLE),
        (["Nee. Behalve de politie ziet niemand de gegevens."], Answer.NO),
        (["Zie het besluit."], Answer.NOT_PARSABLE),
    ],
)
def test_the_question_about_transfer_is_answered_and_no_other(rows: list[str], answer: Answer) -> None:
    assert transfer_answer(rows, sheet()) is answer
