"""The answer to a description: the extraction contract, with the fields a layout has no room for null or empty."""

from __future__ import annotations

from typing import Any

from registers.content import Content, Controller, DataBlock, Purpose
from registers.page import Answer

PURPOSES = frozenset({"purposes.description", "purposes.legal_basis", "purposes.legal_basis_text"})
DATA = frozenset(
    f"data_records.{name}"
    for name in (
        "data_subject",
        "personal_data",
        "collection_purpose",
        "retention",
        "source",
        "mandatory",
        "consequence",
    )
)
CONTROLLERS = frozenset({"controllers.name", "controllers.visiting_address", "controllers.postal_address"})
ANSWERS = frozenset({"automated_decision_making", "transfer_outside_eu"})


def legal_basis_text(purpose: Purpose, joint: str) -> str | None:
    """Give a legal basis and its motivation as one string, or whichever of them is there."""
    return joint.join(part for part in (purpose.basis, purpose.motivation) if part) or None


def answer_to(content: Content, carries: frozenset[str], basis_joint: str) -> Answer:
    """Give the answer for what a page says.

    `carries` names fields as "title" or "data_records.retention".
    """

    def only(prefix: str, item: dict[str, Any]) -> dict[str, Any]:
        return {key: value if f"{prefix}.{key}" in carries else None for key, value in item.items()}

    whole: Answer = {
        "reference": content.reference,
        "title": content.title,
        "organisations": list(content.organisations),
        "department": content.department,
        "special_categories": [
            {"data_subject": subject, "categories": list(categories)} for subject, categories in content.special.items()
        ],
        "automated_decision_making": content.automated,
        "transfer_outside_eu": content.transfer,
        "recipients": " ".join(content.recipients) or None,
        "processors": [],
        "systems": [],
        "responsibility_division": content.division,
        "related": list(content.related),
    }
    lacking: Answer = {
        key: [] if isinstance(value, list) else None for key, value in whole.items() if key not in carries
    }
    return {
        **{key: value if key in carries else lacking[key] for key, value in whole.items()},
        "purposes": [only("purposes", _purpose(purpose, basis_joint)) for purpose in content.purposes],
        "data_records": [only("data_records", _block(block)) for block in content.blocks],
        "controllers": [only("controllers", _controller(controller)) for controller in content.controllers],
    }


def _purpose(purpose: Purpose, basis_joint: str) -> dict[str, Any]:
    return {
        "description": purpose.description,
        "legal_basis": purpose.article,
        "legal_basis_text": legal_basis_text(purpose, basis_joint),
    }


def _block(block: DataBlock) -> dict[str, Any]:
    return {
        "data_subject": block.data_subject,
        "personal_data": block.personal_data,
        "collection_purpose": block.collection_purpose or None,
        "retention": block.retention or None,
        "source": block.source or None,
        "mandatory": block.mandatory,
        "consequence": block.consequence,
    }


def _controller(controller: Controller) -> dict[str, Any]:
    return {
        "name": controller.name,
        "visiting_address": " ".join(controller.visiting_address) or None,
        "postal_address": " ".join(controller.postal_address) or None,
    }
