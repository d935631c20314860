//! Prose of strangers, as it may stand in a doc comment.

use super::{code, lines};
use crate::ir::{Docs, Fact};

fn described(description: &str) -> String {
    lines(&Docs { description: Some(description.to_owned()), ..Docs::default() }, &[]).join("\n")
}

#[test]
fn prose_keeps_its_words_and_loses_its_teeth() {
    for (given, expected) in [
        ("Plain *prose* with `code`.", "Plain *prose* with `code`."),
        ("Two\n\n\n\nparagraphs", "Two\n\nparagraphs"),
        // Intra-doc links would be resolved against our items.
        ("See [Pet] or [the pet](Pet).", "See \\[Pet\\] or \\[the pet\\](Pet)."),
        ("See [docs](https://x.test/a_b).", "See [docs](https://x.test/a_b)."),
        // rustdoc::bare_urls.
        ("At https://x.test/a?b=c.", "At <https://x.test/a?b=c>."),
        ("At <https://x.test>", "At <https://x.test>"),
        (
            "[`x`](https://x.test) [a <b> `]`](http://x.test \"title\")",
            "[`x`](https://x.test) [a \\<b> `]`](http://x.test)",
        ),
        ("[https://x.test](https://x.test)", "[https://x.test](https://x.test)"),
        // What leads to a page of the vendor's leads nowhere here.
        ("[a `b`](/c), [d](#e), [f](./g) [1.](#h)", "a `b`, d, f \\[1.\\](#h)"),
        ("![a](/b) \\![c](/d)", "a \\!c"),
        // rustdoc::invalid_html_tags.
        ("a <script>", "a \\<script>"),
        ("List<String>", "List\\<String>"),
        // A quotation, and entities.
        ("> a -> b > c", "\\> a -> b > c"),
        ("a & b; &lt; &#x202e;", "a & b; \\&lt; \\&#x202e;"),
        ("an unclosed ` tick", "an unclosed \\` tick"),
        ("a `` b ` c `` d", "a `` b ` c `` d"),
        ("C:\\temp\\*", "C:\\\\temp\\*"),
        // Four spaces are a code block, and so a doctest.
        ("a\n\n    panic!()", "a\n\npanic!()"),
        ("a\nb\n\n    panic!()", "a\nb\n\npanic!()"),
        ("a\n\n\tpanic!()", "a\n\npanic!()"),
    ] {
        assert_eq!(described(given), expected, "{given:?}");
    }
}

#[test]
fn what_goes_on_with_an_item_stands_below_its_text() {
    for (given, expected) in [
        ("- a\nb\n c", "- a\n  b\n  c"),
        ("10.  a\nb", "10. a\n    b"),
        ("- a\n      b\n- c", "- a\n  b\n- c"),
        ("- a\n\nb", "- a\n\nb"),
        ("1. a\n\n  b\n\nc", "1. a\n\n   b\n\nc"),
        // Whoever moves an item by two, a tab or four means an item within the item.
        ("1. a\n  - b\n    - c\n2. d", "1. a\n   - b\n     - c\n2. d"),
        ("* a\n\t* b\n\t\t* c\nd", "* a\n  * b\n    * c\n      d"),
        ("Of:\n    - a\n    - b", "Of:\n- a\n- b"),
        ("- 1. a\nb", "- 1. a\n     b"),
        ("- a\n  ```\n    x\n  ```\nb", "- a\n  ```text\n    x\n  ```\nb"),
        ("- a\n# b\nc", "- a\n# b\nc"),
        ("- a\n* * *\nc", "- a\n* * *\nc"),
        // A number in a sentence, and marks of nothing.
        ("It was\n1986. A year.", "It was\n1986\\. A year."),
        ("a\n-\nb", "a\n\\-\nb"),
        // Clippy would count to the letter behind a backslash.
        ("- [a]\nb", "- &#91;a\\]\n  b"),
    ] {
        assert_eq!(described(given), expected, "{given:?}");
        assert!(!is_misaligned(expected), "{given:?}");
    }
}

/// Whether clippy would say `doc_lazy_continuation` or `doc_overindented_list_items`, by its own
/// count: a line is as far to the right as its items' marks are long.
fn is_misaligned(text: &str) -> bool {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(text, options).into_offset_iter().peekable();
    let mut items: Vec<usize> = Vec::new();
    while let Some((event, range)) = events.next() {
        match (event, events.peek()) {
            (Event::Start(Tag::Item), Some((next, behind))) => {
                let end = if matches!(next, Event::End(_)) { behind.end } else { behind.start };
                items.push(end - range.start);
            }
            (Event::End(TagEnd::Item), _) => drop(items.pop()),
            (Event::SoftBreak | Event::HardBreak, Some((next, behind)))
                if !items.is_empty() && !matches!(next, Event::End(_)) =>
            {
                let spaces = text[range.end..behind.start].matches(' ').count();
                if spaces != items.iter().sum::<usize>() {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[test]
fn html_of_vendors_is_the_markdown_that_it_stands_for() {
    for (given, expected) in [
        ("a<br>b<br/>\nc<BR />", "a\n\nb\n\nc"),
        ("a\n<br>b\n- c\n  <br>d", "a\n\nb\n- c\n\n  d"),
        ("- a<br>b<br>- c", "- a b\n- c"),
        ("| a<br>b |", "| a b |"),
        ("<p>a</p><p class=\"x\">b</p>", "a\n\nb"),
        ("Of: <ul><li>a</li>\n  <li><p>b</p></li></ul>c", "Of:\n\n- a\n- b\n\nc"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</ol>", "1. a\n   - b\n2. c"),
        ("a <b> b </b>c <i>d</i> <strong><em>e</em></strong>", "a **b** c *d* ***e***"),
        ("an open <b> and </i>", "an open \\<b> and \\</i>"),
        ("<code>a&lt;b></code> `<b>`", "`a<b>` `<b>`"),
        ("<a href='https://x.test/a(b)'>the <b>x</b></a>", "[the x](https://x.test/a%28b%29)"),
        ("<a href=\"/x\">x</a> <a name=y></a>", "x"),
        ("a <!-- <b> \n --> b <!-- c", "a  b \\<!-- c"),
        ("```\n<b>x</b>\n```", "```text\n<b>x</b>\n```"),
        ("\\<b>x", "\\<b>x"),
    ] {
        assert_eq!(described(given), expected, "{given:?}");
        assert!(!super::is_live(expected) && !is_misaligned(expected), "{given:?}");
    }
}

#[test]
fn no_fence_is_a_doctest_and_none_stays_open() {
    assert_eq!(described("```\nfail!()\n```\nafter"), "```text\nfail!()\n```\nafter");
    assert_eq!(described("```rust\nfail!()\n```"), "```text\nfail!()\n```");
    assert_eq!(described("~~~~ should_panic\nx"), "~~~~text\nx\n~~~~");
    assert_eq!(described("```\n```rust\nx\n```"), "```text\n```rust\nx\n```");
}

#[test]
fn hidden_characters_are_written_out() {
    assert_eq!(described("a\u{202e}b\u{0}c\u{200b}d"), "a\\\\u{202e}b\\\\u{0}c\\\\u{200b}d");
}

#[test]
fn a_value_is_code_whatever_is_in_it() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`a``"), "``` `a`` ```");
    assert_eq!(code("a\nb"), "`a b`");
    assert_eq!(code(" "), "`   `");
}

#[test]
fn facts_follow_the_words_and_a_repeated_title_is_left_out() {
    let fact = |label, value: &str| Fact { label, value: value.to_owned() };
    let docs = Docs {
        title: Some("Name".to_owned()),
        description: Some("Name".to_owned()),
        facts: vec![fact("Default", "\"a\""), fact("At most", "3")],
        deprecated: false,
    };
    assert_eq!(lines(&docs, &[]).join("\n"), "Name\n\n* Default: `\"a\"`.\n* At most 3.");
}

#[test]
fn what_rustdoc_would_still_run_is_shown_as_it_stands() {
    for live in [
        "-     abort();",
        "- ~~~\n  abort();\n  ~~~",
        "x\n\n          - {abort(); 0};",
        "1. a\n\n       abort();",
        "> ```\n> abort();\n> ```",
    ] {
        let docs = Docs { description: Some(live.to_owned()), ..Docs::default() };
        let lines = lines(&docs, &[]);
        let safe = super::safe(&lines);
        assert!(!super::is_live(&safe.join("\n")), "{live:?}: {safe:?}");
    }
    let plain = ["Plain `code`, and a [link](https://x.test).".to_owned()];
    assert_eq!(super::safe(&plain).as_ref(), plain);
    assert!(super::is_live("422: ```text\nx\n```\nabort();\n```\ny\n```"));
}

#[test]
fn no_mutation_of_markdown_stays_live_or_misaligned() {
    let pieces = [
        "- ",
        "    ",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "> ",
        "x",
        "1. ",
        "<b>",
        "`",
        "\t",
        "[a]: b",
        "|",
        "#",
        "\n- ",
        "\n  ",
        "\n1) ",
        "2. ",
        "---",
        "=",
        "|-|",
        "\\",
        " ",
        "\n   * ",
        "\nx",
        "[x](https://x.test)",
        "*",
        "\n# ",
    ];
    // Steele and Vigna's splitmix64: the same texts every time.
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)) as usize
    };
    for _ in 0..30_000 {
        let text: String = (0..next() % 16).map(|_| pieces[next() % pieces.len()]).collect();
        let docs = Docs { description: Some(text.clone()), ..Docs::default() };
        let lines = lines(&docs, &[]);
        let safe = super::safe(&lines);
        assert!(!super::is_live(&safe.join("\n")), "{text:?}: {safe:?}");
        assert!(!is_misaligned(&safe.join("\n")), "{text:?}: {safe:?}");
    }
}

#[test]
fn breaks_with_nothing_between_them_are_one() {
    for before in [" ".repeat(1_000), "- a".to_owned(), "| a".to_owned()] {
        let text = before + &"<br>".repeat(1_000);
        let length = super::html::to_markdown(&text).len();
        assert!(length < 2_100, "{length}");
    }
}
