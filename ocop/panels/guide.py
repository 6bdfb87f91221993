"""What the page About says in words: purpose, accessibility, terms, rules, statuses, link words. Prose only; figures come from queries."""

from ocop import theme
from ocop.filters import category_names, known_codes
from ocop.office import monitor, office, programme
from ocop.panels import support
from ocop.panels.links import address_of
from ocop.panels.view import View, plain
from ocop.texts import _, day


def purpose() -> tuple[str, ...]:
    """What the monitor is, in Markdown."""
    if office():
        return (_("{name} brings together what public sources say about this programme: its units and their products, targets, figures, classes of "
                  "stars, rules of support and trainings.").format(name=plain(monitor())),
                _("Every figure opens to its rows, its sources and its file. These are the words that every page uses:"))
    return (
        _("The OCOP Monitor brings together what public sources say about FAO's One Country One Priority Product initiative: which "
          "countries take part, with which special agricultural product, who steers the work, which events were held, what was funded, "
          "and what was promised and done."),
        _("Every figure opens to its rows, its sources and its file. These are the words that every page uses:"))


def ownership(view: View) -> tuple[str, ...]:
    """Whose it is, how it is corrected, which data it draws from, and the words on maps; in Markdown."""
    ours = _("**This monitor shows the public record of {programme}.** It belongs to the office that operates this copy.").format(
        programme=plain(programme()))
    return (
        ours if office() else
        _("**This monitor shows the public record. It is not an official publication of FAO.** It is kept independently of FAO; should "
          "the secretariat of the initiative adopt it, this page will say so and name the owner."),
        _("**Corrections** need a public source and go to whoever operates this copy. A correction becomes a later row; the earlier row "
          "stays, so that the view of an earlier day never changes."),
        _("**Maps.** Borders, names and shading are drawn for orientation only. They express no opinion on the legal status of any "
          "country, territory or area, or on its frontiers. Disputed areas are grey and carry no name."),
        "**" + _("Data.") + "** " + plain(version(view)))


def accessibility() -> tuple[str, ...]:
    """What was tested for readers with a disability, what was not, and how a barrier is reported; in Markdown."""
    return (
        _("**Aim.** The Web Content Accessibility Guidelines (WCAG) 2.2, level AA. No conformance is claimed, because only a part of it "
          "can be tested by a program."),
        _("**Tested with each change of the code.** Every page in its light and its dark form with the axe-core rules for WCAG 2.0 to 2.2, "
          "levels A and AA: no serious or critical fault is let through. The filter row is reached by keyboard in reading order, and a region is "
          "chosen by keys alone. Colours of data are tested for contrast, and a status always has a sign and a word beside its colour. "
          "The PDF report is tagged."),
        _("**Not tested.** No reader who uses a screen reader, magnifier, switch or voice control has tried the monitor yet, and no "
          "expert has audited it."),
        _("**Known limits.** A chart cannot be walked through by keyboard: its finding stands above it in words, its reading is its text "
          "alternative, and *Table* below it opens its rows, which can be downloaded. Cells of wide tables are drawn as a picture with a "
          "plain table beside it for assistive technology. Names and notes of the record are in the language in which they were compiled, English."),
        _("**Report a barrier** to whoever operates this copy, with the link of the page (*Copy link*), what you used and what happened. "
          "Every figure can also be had as CSV, Word or HTML in the meantime."))


def version(view: View) -> str:
    """Which data this page draws from."""
    return _("Data known on {when}, version {mark}.").format(when=day(view.store.last_day), mark=view.store.fingerprint)


def terms() -> tuple[tuple[str, str], ...]:
    """The words that every page uses; those that are about the initiative alone are not among those of an office."""
    of_initiative = (
        (_("Named, indirect, participant"), _("How strongly sources tie a country to the initiative. A country seen only at an event is a "
                                              "participant, not a member.")),
        (_("Money"), _("Several reports of one fund are the same money and are never added up.")),
        (_("Global"), _("Actions, milestones and figures for the whole initiative belong to no region. With a region or country chosen they "
                        "are left out, and the page says so.")),
        (_("Abbreviations"), _("OCOP: One Country One Priority Product. SAP: special agricultural product. FAO: Food and Agriculture Organization of "
                               "the United Nations. SSC: South-South Cooperation. FVC: FAO's Flexible Voluntary Contribution. TCP: FAO's "
                               "Technical Cooperation Programme. ODOP, OTOP, OVOP: programmes of districts, tambons and villages with one "
                               "product each.")))
    return (
        (_("Reported"), _("A figure that the office of the programme or another body published, with its day, its source and its words.") if office()
         else _("A figure that the initiative or another body published, with its day, its source and its words.")),
        (_("On record"), _("Rows that the monitor holds with a public source, such as units by name. Their count stands beside a reported figure "
                           "and never takes its place.") if office() else
         _("Rows that the monitor holds with a public source, such as countries by name. Their count stands beside a "
           "reported figure and never takes its place.")),
        (_("As of"), _("What was known and had happened by that day. Without a choice it is the last day in the data. No clock is asked: "
                       "the same data give the same page tomorrow.")),
        (_("Compare with"), _("The earlier day from which changes are counted. Without a choice it is the last review before the day shown.")),
        (_("more than, at least, about"), _("Numbers keep the words of their source. A sum of such numbers is a lower bound.")),
        (_("Dates"), _("As precise as the source. A month or a year is drawn as a span; what has no date stands on no time axis and is "
                       "counted apart.")),
        (_("not reported, not published, –"), _("Unknown. It is never shown as 0, and nothing is estimated in its place.")),
        (_("Grades A to D"), _("A official, B partner, C press, D mirror, aggregator or blog. Addresses of grade D are text, never links.")),
        *(() if office() else of_initiative))


def rules() -> tuple[tuple[str, str], ...]:
    """The written rules by which the screens choose and judge; an office's are without those of the initiative's own subjects."""
    of_initiative = (
        (_("Stage of a country"), _("The strongest evidence known by the day: participant, indirect, named, applied, accepted, joined, "
                                    "launched.")),
        (_("Products"), _("Spellings of one product are merged into a product group. Where a source's own type does not fit the five types "
                          "of the initiative, the group's type is used and both are kept.")),
        (_("Bodies and funds"), _("The latest dated report stands. A report whose only date is the day of compilation never outranks one that "
                                  "its source dates.")))
    return (
        (_("When a row counts"), _("When it was known and had happened by the day shown. Known means the date of the source; where the source "
                                   "shows none, the day that the row speaks of; where that is missing too, the day on which the record was "
                                   "compiled. A date known to the month or year counts once its span has begun.")),
        (_("Which statement stands"), _("The newest exact value, until a newer one, or until a newer bound that it does not satisfy: \"more "
                                        "than 92\" replaces 87, \"over 60\" does not replace 85. Among statements of one day an exact value "
                                        "stands before a bound, then the better grade. The others are kept and counted beside it.")),
        *(() if office() else of_initiative),
        (_("Targets"), _("Judged only where target, baseline, due date and value were all published. The value is compared with the milestone "
                         "of the day, else with the straight line between baseline and target: the share of the expected way that was gone "
                         "gives the status. Reached is achieved; past the due date without it is overdue; before the first milestone or in the "
                         "first three months it is not due; without one of the inputs, or with a value that is too old, it is not assessable, "
                         "with its reason. The straight line is this project's own choice, because baselines are zero here.")),
        (_("Corrections"), _("Rows are only ever added. A correction is a later row, a withdrawal is a row that says so.")))


def statuses() -> dict[str, list[str]]:
    """The statuses of an action as a table: sign, word, meaning."""
    meanings = (
        ("overdue", _("overdue"), _("The due date is past and no report of completion was found. Absence from public sources is not failure.")),
        ("under way", _("under way"), _("A report says that it has begun; it is not past due.")),
        ("done", _("done"), _("A report of completion with its evidence. It is marked late where it came after the due date.")),
        ("not yet due", _("not yet due"), _("The due date lies ahead, or the year or month that was given is not over.")),
        ("no due date", _("no due date"), _("No due date was published, so it cannot be late, and no report says that it has begun.")),
        ("dropped", _("dropped"), _("A report says that it was given up. It is in no total.")))
    return {_("Sign"): [theme.STATUS_SYMBOL.get(status, "○") for status, _word, _meaning in meanings],
            _("Status"): [word for _status, word, _meaning in meanings], _("Meaning"): [meaning for _status, _word, meaning in meanings]}


def link_words(view: View) -> dict[str, list[str]]:
    """The words of a link as a table: word, what it chooses, codes, example."""
    regions = ", ".join(f"{code} {name}" for code, name in known_codes(view.store)["region"].items())
    types = ", ".join(f"{code} {name}" for code, name in category_names(view.store).items())
    words = (
        ("region", _("region, may be repeated"), regions, "region=RAF&region=RNE"),
        ("country", _("country, may be repeated"), _("ISO 3166-1 alpha-3 codes"), "country=BGD"),
        ("category", _("product type, may be repeated"), types, "category=field-crop"),
        ("as_of", _("day to look from"), "YYYY-MM-DD", "as_of=2025-08-01"),
        ("compare_with", _("day to compare with"), "YYYY-MM-DD", "compare_with=2024-04-26"),
        ("product", _("page of a product"), _("codes of the register of products"), "product=cocoa"),
        ("programme", _("page of a national programme"), _("as the address shows once it is opened"), "programme=ocop-vn"),
        ("unit", _("unit of that programme"), _("as the address shows once it is opened"), "programme=ocop-vn&unit=VN-33"),
        ("applicant", _("who applies for support"), ", ".join(support.applicants()), "applicant=new-group"),
        ("makes", _("what the applicant makes"), ", ".join(support.products()), "makes=focus"),
        ("tab", _("open tab of a page"), _("as the address shows once a tab is opened"), "tab=sources"),
        ("entry", _("open entry of a register"), _("as the address shows once a row is opened"), "entry=OCOP-EV-023"))
    return {_("Word"): [word for word, *_rest in words], _("Chooses"): [what for _word, what, *_rest in words],
            _("Codes"): [codes for _word, _what, codes, _example in words], _("Example"): [example for *_rest, example in words]}


def examples(view: View) -> str:
    """One link and one command that give the same rows, as lines of code."""
    page = address_of(View(view.store, type(view.filters)(), view.mode, view.address), "priorities")
    return (f"{page}?region=RAF&as_of=2025-12-31\n"
            "python -m ocop query priorities/actions --region RAF --as-of 2025-12-31 --format csv")


def sisters() -> str:
    """Why the sister programmes are here, and the confusion of names."""
    return _("The initiative descends from Japan's One Village One Product movement, as do many national programmes. Their figures are kept "
             "as background. **Counts of different programmes are never added together**: a unit, a product or a producer means something "
             "else in each. OCOP is also the short name of Viet Nam's *One Commune One Product*, so a search for the bare word mixes the two up.")


def definition(_view: View, row: dict) -> str:
    """A row of `about/definitions` as one line of Markdown."""
    rules = "; ".join(rule for rule in (row["counting_rule"], row["double_count_rule"]) if rule)
    counting = plain(_(" Counting: {rules}.").format(rules=rules)) if rules else ""
    return f"**{plain(row['indicator_name'])}** ({plain(row['unit'])}, {plain(row['measure'])}). {plain(row['definition'])}{counting}"


def gap(_view: View, row: dict) -> str:
    """A row of `about/gaps` as one line of Markdown: what the secretariat would enter, then what is on record."""
    return f"**{plain(row['subject'])}.** {plain(row['missing'])} **{plain(_('On record:'))}** {plain(row['on_record'])}"
