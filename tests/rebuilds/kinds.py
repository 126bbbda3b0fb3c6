"""Nothing goes in, every kind of edit comes out with its weight, by what it is an edit of."""

from __future__ import annotations

from rebuilds import mishaps, notes, settings, terms, texts
from rebuilds.desk import Edit

Kinds = tuple[tuple[int, Edit], ...]

TEXTS: Kinds = (
    (3, texts.word_added),
    (2, texts.word_removed),
    (3, texts.digit_changed),
    (4, texts.sentence_added),
    (2, texts.sentence_removed),
    (3, texts.paragraph_added),
    (2, texts.paragraph_removed),
    (3, texts.paragraph_moved),
    (3, texts.lines_moved),
    (2, texts.mention_removed),
    (3, texts.link_added),
    (2, texts.link_removed),
    (2, texts.page_edited),
)
FILES: Kinds = (
    (4, texts.article_added),
    (3, texts.article_deleted),
    (2, texts.article_renamed),
    (2, texts.article_moved),
    (2, texts.texts_swapped),
    (2, texts.suffix_changed),
)
NOTES: Kinds = (
    (3, notes.title),
    (2, notes.date),
    (2, notes.slug),
    (2, notes.draft),
    (2, notes.tag_added),
    (2, notes.tag_removed),
    (4, notes.note_added),
    (3, notes.note_removed),
    (2, notes.note_reworded),
    (3, notes.pin_added),
    (2, notes.pin_removed),
    (2, notes.omitted),
    (2, notes.event_added),
    (1, notes.event_removed),
    (2, notes.source_added),
    (2, notes.related_added),
    (1, notes.related_removed),
    (1, notes.redirect_added),
    (1, notes.redirect_removed),
    (2, notes.summary),
    (2, notes.linking),
    (1, notes.language),
    (2, notes.sidecar_removed),
    (1, notes.sidecar_emptied),
)
TERMS: Kinds = (
    (4, terms.definition),
    (1, terms.definition_removed),
    (2, terms.body),
    (4, terms.alias_added),
    (3, terms.alias_removed),
    (2, terms.abbreviation),
    (3, terms.renamed),
    (4, terms.added),
    (3, terms.deleted),
    (4, terms.option),
    (2, terms.sense),
    (2, terms.see_also),
    (2, terms.broader),
    (2, terms.update_added),
    (1, terms.kind),
    (1, terms.native),
    (1, terms.file_split),
    (2, terms.files_merged),
    (2, terms.entry_moved),
)
SETTINGS: Kinds = (
    (2, settings.title),
    (1, settings.author),
    (2, settings.url),
    (2, settings.language),
    (3, settings.link),
    (2, settings.outputs),
    (1, settings.output),
    (2, settings.lints),
    (1, settings.strict),
    (2, settings.theme),
    (1, settings.config_lines),
    (4, settings.template),
    (3, settings.static),
    (2, settings.picture),
    (2, settings.picture_added),
)
MISTAKES: Kinds = (
    (2, notes.quote_broken),
    (1, notes.sidecar_alone),
    (1, notes.sidecar_garbled),
    (2, texts.not_utf8),
    (1, texts.slug_twice),
    (1, terms.defined_twice),
    (1, settings.template_broken),
    (1, settings.picture_removed),
)
CLOCKS: Kinds = (
    (2, mishaps.touched),
    (1, mishaps.all_touched),
    (5, mishaps.clock_jumped),
    (6, mishaps.quietly_changed),
    (4, mishaps.quietly_replaced),
    (1, mishaps.site_moved),
    (1, mishaps.site_copied),
)
LOCKS: Kinds = (
    (1, mishaps.lock_deleted),
    (2, mishaps.lock_edited),
    (2, mishaps.lock_restored),
)
OUTPUTS: Kinds = (
    (2, mishaps.output_edited),
    (2, mishaps.output_quietly_edited),
    (2, mishaps.output_file_deleted),
    (1, mishaps.output_deleted),
    (1, mishaps.foreign_added),
)
CACHES: Kinds = (
    (1, mishaps.cache_deleted),
    (1, mishaps.cache_file_deleted),
    (6, mishaps.cache_damaged),
    (2, mishaps.cache_file_restored),
    (2, mishaps.cache_restored),
)
PAGES: Kinds = ((1, texts.page_edited),)
THEMES: Kinds = ((2, settings.template), (1, settings.static))
PICTURES: Kinds = ((1, settings.picture), (1, settings.picture_added))
ALL: Kinds = (*TEXTS, *FILES, *NOTES, *TERMS, *SETTINGS, *MISTAKES, *CLOCKS, *LOCKS, *OUTPUTS, *CACHES)
