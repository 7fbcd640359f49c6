"""All rules, in the order of the documentation."""

from __future__ import annotations

from typing import Final

from studyapp.check.rule import Rule
from studyapp.check.rules import (
    choices,
    cues,
    ignoring,
    length,
    letters,
    missing,
    prompts,
    ranges,
    twins,
    typed,
    whole,
)

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        # the key is not the only right answer, or can't be told
        choices.choices_look_same,
        twins.contradicting_questions,
        letters.refers_to_order,
        ranges.overlapping_ranges,
        typed.mistake_near_answer,
        # the answer can be had without knowing it
        cues.answer_in_prompt,
        cues.prompt_holds_key,
        length.longest_choice_is_key,
        length.keys_are_longest,
        whole.key_position,
        prompts.article_cue,
        cues.absolutes_are_wrong,
        cues.hedge_is_key,
        choices.all_of_the_above,
        choices.none_of_the_above,
        # the question is harder than its subject
        prompts.negative_prompt,
        prompts.generic_prompt,
        letters.combined_choices,
        prompts.long_prompt,
        choices.long_choice,
        choices.many_choices,
        whole.reading_level,
        # too much, too little
        twins.near_duplicate,
        missing.no_explanation,
        missing.no_evidence,
        missing.few_questions,
        missing.section_without_questions,
        ignoring.unknown_rule,
    )
}
"""Each rule by its code."""
