"""A small valid study, to be spoilt one line at a time."""

STUDY = """\
study: trial
partner_types: [public, private, joint]
paths: {raw: raw, work: work, releases: releases}
partnerships:
  - id: millford
    name: Millford LIFT
    started: 2004-09-01
    organisations:
      - id: millford-pct
        name: Millford Primary Care Trust
        aliases: [Millford PCT, the PCT]
        partner_type: public
        until: 2013-03-31
        successor: millford-ccg
      - {id: millford-ccg, name: Millford Commissioning Group, aliases: [the CCG], partner_type: public, from: 2013-04-01}
      - {id: oakstone, name: Oakstone Ltd, partner_type: private}
    people:
      - {name: Ann Field, initials: AF, organisation: millford-pct, until: 2010-06-30}
      - {name: Ann Field, initials: AF, organisation: oakstone, from: 2010-07-01}
sources:
  - {files: "{partnership}/minutes/**/*", kind: board_minutes, date_order: day_month_year}
  - {files: "extra/*.txt", kind: interview, partnership: millford, consent: yes}
"""

LEXICONS = {
    "culture": """\
lexicon: own_culture
kind: culture
sources: {own: written for this test}
dimensions:
  - {dimension: trust, framework: own, definition: Relying on others, terms: {own: [trust, rely_on, confidence]}}
""",
    "tone": """\
lexicon: own_tone
kind: tone
negative: [slow]
positive: [quick]
negators: [not]
hedges: [rather]
irrealis: [would]
clause_breaks: [but]
""",
    "formulae": "lexicon: own_formulae\nkind: formulae\nformulae: [were noted]\n",
    "masks": "lexicon: own_masks\nkind: masks\norganisations: [care trust]\n",
}
