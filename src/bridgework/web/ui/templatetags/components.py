"""The components as strict tags: `{% load components %}`. docs/reference/components.md lists them."""

from __future__ import annotations

from django import template

from bridgework.web.ui.components import basics, forming, lists, record, words
from bridgework.web.ui.markdown import markdown

register = template.Library()

for _simple in (
    basics.button,
    basics.breadcrumbs,
    basics.back_link,
    basics.page_heading,
    basics.empty_state,
    basics.stat,
    basics.progress,
    basics.tabs,
    lists.task_list,
    lists.plain_table,
    record.unknown_run,
    record.difference,
    record.holding_strip,
    record.figure_with_table,
    forming.error_summary,
    forming.form_fields,
    words.tag_state,
    words.person_by_role,
    words.date_human,
    words.date_relative,
    words.date_full,
):
    register.simple_tag(_simple)

for _simple_in_context in (basics.copy_link, lists.pagination, lists.sort_header, lists.query_with, forming.form_page):
    register.simple_tag(_simple_in_context, takes_context=True)

for _block in (
    basics.inset,
    basics.warning,
    basics.details,
    basics.quotation,
    basics.stats,
    basics.action_bar,
    basics.button_group,
    basics.panel,
    basics.doors,
    basics.door,
    lists.summary_list,
    lists.summary_row,
    lists.board,
    lists.column,
    lists.board_item,
    lists.record_item,
    lists.record_list,
    record.timeline,
    record.station,
):
    register.simple_block_tag(_block)

for _block_in_context in (lists.table, lists.filter_form, forming.action_button, forming.form_frame):
    register.simple_block_tag(_block_in_context, takes_context=True)

register.filter("markdown", markdown)
register.filter("date_human", words.date_human)
