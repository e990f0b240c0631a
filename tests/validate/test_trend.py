"""What changed since an older report."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from avggraph.validate import Finding, Severity, trend_of
from validate.report_of import AGAIN, GONE, INFO, KNOWN, OUTSIDE, VIOLATION, WARNING

SOME = st.sets(st.sampled_from((WARNING, INFO, AGAIN, VIOLATION, OUTSIDE, KNOWN, GONE)))


@given(SOME, SOME)
def test_each_finding_is_new_gone_or_remaining(now: set[Finding], before: set[Finding]) -> None:
    trend = trend_of(now, before)
    assert set(trend.new) == now - before
    assert set(trend.gone) == before - now
    assert set(trend.remaining) == now & before


def test_a_finding_stays_the_same_when_its_words_or_weight_change() -> None:
    before = replace(WARNING, message_nl="anders", severity=Severity.INFO, quotes=(), article="AVG art. 5")
    assert trend_of([WARNING], [before]).remaining == (WARNING,)


def test_another_node_value_shape_or_component_is_another_finding() -> None:
    others = (
        replace(WARNING, focus="<urn:x>"),
        replace(WARNING, value="<urn:x>"),
        replace(WARNING, shape="urn:x"),
        replace(WARNING, component="urn:x"),
    )
    assert len({finding.fingerprint for finding in (WARNING, *others)}) == 5
