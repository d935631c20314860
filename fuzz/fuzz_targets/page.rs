//! Any text as a page: a document, or a finding that says why not; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tintype::diagnostic::Diagnostics;
use tintype::text::Files;

fuzz_target!(|text: &str| {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let page = files.add("page.md", text);
    let import = tintype::import(&files, &[page], &mut out);
    assert!(import.is_some() || out.fatal(), "nothing is made, and nothing said");
});
