use super::words::{self, Symbols};
use super::*;
use crate::text::Files;
use crate::{config::ApiConfig, document, lower, resolve, select, tree};

/// A document's IR, and all of it named against a lock.
fn run(text: &str, lock: &str, overrides: &[(&str, &str)]) -> (Api, Names, Lock, Diagnostics) {
    let mut files = Files::default();
    let mut out = Diagnostics::default();
    let file = files.add("api.yaml", text);
    let tree = tree::read(&files, file, &tree::Bounds::default(), &mut out).expect("a tree");
    let document = document::read(&tree, &mut out).expect("a document");
    let resolved = resolve::resolve(&document, &mut out);
    let config = ApiConfig {
        name: at(&mut files, "api"),
        source: at(&mut files, ""),
        out: at(&mut files, ""),
        lock: None,
        package: Default::default(),
        selection: Default::default(),
        overrides: Default::default(),
    };
    let selected = select::everything(&resolved);
    let api = lower::lower(&resolved, &selected, &config.overrides, &mut out);
    let facts = Facts::of(&api);
    let lock_file = files.add("api.lock", lock);
    let lock = Lock::read(lock_file, lock, &mut out);
    let overrides: Vec<_> =
        overrides.iter().map(|(key, name)| (at(&mut files, key), at(&mut files, name))).collect();
    let (names, lock) = name(&api, &facts, &lock, &overrides, &mut out);
    (api, names, lock, out)
}

fn at(files: &mut Files, text: &str) -> Text {
    let file = files.add("text", text);
    Text { value: text.to_owned(), span: crate::text::Span::new(file, 0, text.len()) }
}

fn codes(out: &Diagnostics) -> Vec<Code> {
    out.iter().map(|it| it.code).collect()
}

/// A document of these schemas (flow YAML, one a line) and paths.
fn schemas(lines: &[&str]) -> String {
    let body: String = lines.iter().map(|it| format!("    {it}\n")).collect();
    format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n{body}")
}

fn paths(lines: &[&str]) -> String {
    let body: String = lines.iter().map(|it| format!("  {it}\n")).collect();
    format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{body}")
}

/// The names in a lock's text, `identity = name` by identity.
fn line(lock: &Lock, identity: &str, kind: Kind) -> String {
    let found = lock.entries().iter().find(|it| it.identity == identity && it.kind == kind);
    found.map_or_else(|| "none".to_owned(), |it| it.name.clone())
}

#[test]
fn texts_become_snake_identifiers() {
    for (text, name) in [
        ("dataType", "data_type"),
        ("DataSource2", "data_source2"),
        ("userIDs", "user_ids"),
        ("OAuth2", "oauth2"),
        ("X-Request-ID", "x_request_id"),
        ("type", "r#type"),
        ("gen", "r#gen"),
        ("self", "self_"),
        ("crate", "crate_"),
        ("2fa", "n2fa"),
        ("$ref", "r#ref"),
        ("@id", "id"),
        ("_links", "links"),
        ("-created", "minus_created"),
        ("don't", "dont"),
        ("", "empty"),
        ("😀", "u1f600"),
        ("größe", "größe"),
        ("Page%3CUser%3E", "page_user"),
    ] {
        let fragment = words::snake(text, Symbols::Dropped);
        assert_eq!(words::snake_identifier(&fragment), name, "{text}");
    }
}

#[test]
fn texts_become_upper_identifiers() {
    for (text, name) in [
        ("HTTPValidationError", "HTTPValidationError"),
        ("ApiDataSourceDB2", "ApiDataSourceDB2"),
        ("DONE", "Done"),
        ("job_status", "JobStatus"),
        ("datafold__api__v1__monitors__DiffAlertCondition", "DatafoldApiV1MonitorsDiffAlertCondition"),
        ("Page«User»", "PageUser"),
        ("pets/list.v1", "PetsListV1"),
        ("3", "N3"),
        ("0.01ms", "N0_01ms"),
        ("+1", "Plus1"),
        ("-1", "Minus1"),
        ("<=", "LessOrEqual"),
        ("50%", "N50Percent"),
        ("*", "Star"),
        ("C++", "CPlusPlus"),
        (" ", "U20"),
        ("名前", "名前"),
        ("\u{b5}s", "MicroS"),
        ("\u{3bc}s", "U3bcs"),
        ("Москва", "Москва"),
        // Ligatures, which rustc warns of (`uncommon_codepoints`).
        ("\u{fb01}", "Ufb01"),
        ("\u{1c5}", "U1c5"),
    ] {
        let fragment = words::upper(text, Symbols::Dropped);
        assert_eq!(words::upper_identifier(&fragment), name, "{text}");
    }
}

/// A fixed sequence, so that a failure can be seen again.
fn random_texts() -> impl Iterator<Item = String> {
    let mut state = 0x9e37_79b9_u32;
    let mut next = move |bound: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % bound
    };
    (0..20_000).map(move |_| {
        (0..next(12))
            .filter_map(|_| {
                let wide = next(4) == 0;
                char::from_u32(next(if wide { 0x1_f000 } else { 0x180 }))
            })
            .collect()
    })
}

#[test]
fn any_text_gives_identifiers_that_rustc_takes_without_a_warning() {
    for text in random_texts() {
        for symbols in [Symbols::Dropped, Symbols::Spelled] {
            let snake = words::snake_identifier(&words::snake(&text, symbols));
            assert_eq!(Kind::Field.objection(&snake), None, "{text:?} -> {snake}");
            let upper = words::upper_identifier(&words::upper(&text, symbols));
            let fine = upper == "Self" || Kind::Type.objection(&upper).is_none();
            assert!(fine, "{text:?} -> {upper}");
            let module = words::module_identifier(&words::snake(&text, symbols));
            assert_eq!(Kind::Module.objection(&module), None, "{text:?} -> {module}");
            assert!(syn::parse_str::<syn::Ident>(&snake).is_ok(), "{snake}");
        }
    }
}

#[test]
fn long_names_are_cut_by_what_they_stand_for() {
    let text = &["one_two_three_four_five_six_seven_eight_nine_ten_eleven_twelve"; 2].join("_");
    let a = words::shorten(text, "a", words::LIMIT);
    assert!(a.chars().count() <= words::LIMIT && a.starts_with("one_two_three"), "{a}");
    assert_ne!(a, words::shorten(text, "b", words::LIMIT));
    assert!(words::is_snake(&a) && words::is_identifier(&a));
    let upper = words::upper(text, Symbols::Dropped);
    let upper = words::shorten(&upper, "a", 40);
    assert!(words::is_upper(&upper) && upper.chars().count() <= 40, "{upper}");
}

#[test]
fn a_lock_reads_back_whatever_identities_hold() {
    let mut entries = Vec::new();
    for (at, text) in random_texts().take(2_000).enumerate() {
        entries.push(Entry {
            kind: Kind::ALL[at % Kind::ALL.len()],
            // Some end in spaces.
            identity: format!("{at} = {text}{}", &"  "[at % 3..]),
            name: if Kind::ALL[at % Kind::ALL.len()].is_upper() { "Name" } else { "name" }.to_owned(),
            gone: at % 3 == 0,
            span: None,
        });
    }
    let lock = Lock::new(entries);
    let text = lock.to_string();
    let mut files = Files::default();
    let file = files.add("api.lock", text.as_str());
    let mut out = Diagnostics::default();
    let again = Lock::read(file, &text, &mut out);
    assert_eq!(codes(&out), []);
    assert_eq!(again.to_string(), text);
    assert_eq!(again.pruned().to_string(), lock.pruned().to_string());
}

#[test]
fn spaces_that_a_person_lines_up_are_not_of_the_identity() {
    let text = "type   #/components/schemas/Pet    =   Animal\nfield \\u{20}a\\u{20}\\u{20} \t = a\n";
    let mut files = Files::default();
    let file = files.add("api.lock", text);
    let mut out = Diagnostics::default();
    let lock = Lock::read(file, text, &mut out);
    assert_eq!(codes(&out), []);
    assert_eq!(line(&lock, "#/components/schemas/Pet", Kind::Type), "Animal");
    assert_eq!(line(&lock, " a  ", Kind::Field), "a");
    let lines = "field \\u{20}a\\u{20}\\u{20} = a\ntype #/components/schemas/Pet = Animal\n";
    assert!(lock.to_string().ends_with(lines), "{lock}");
}

#[test]
fn every_bad_line_of_a_lock_is_told_at_its_place() {
    let text = "# head\n<<<<<<< HEAD\ntype A = Pet\ntype A = Cat\nfield B = Bad\ntype C = r#x\r\n";
    let mut files = Files::default();
    let file = files.add("api.lock", text);
    let mut out = Diagnostics::default();
    let lock = Lock::read(file, text, &mut out);
    assert_eq!(lock.entries().len(), 1);
    let found: Vec<_> = out.iter().map(|it| (it.code, files.position(it.labels[0].span).line)).collect();
    let expected =
        [(Code::LockSyntax, 2), (Code::LockSyntax, 4), (Code::InvalidName, 5), (Code::InvalidName, 6)];
    assert_eq!(found, expected);
}

const PET: &str =
    "Pet: {type: object, properties: {name: {type: string}, kind: {type: string, enum: [a, unknown]}}}";
const PET_LOWER: &str = "pet: {type: object, properties: {name: {type: string}}}";
const OPTION: &str =
    "Option: {type: object, properties: {new: {type: string}, _id: {type: string}, id: {type: string}}}";

#[test]
fn the_order_of_the_document_names_nothing() {
    let (_, _, there, _) = run(&schemas(&[PET, PET_LOWER, OPTION]), "", &[]);
    let (_, _, back, _) = run(&schemas(&[OPTION, PET_LOWER, PET]), "", &[]);
    assert_eq!(there.to_string(), back.to_string());
    assert_eq!(line(&there, "#/components/schemas/pet", Kind::Type), "Pet2");
    assert_eq!(line(&there, "#/components/schemas/Option", Kind::Type), "OptionValue");
    let id = "#/components/schemas/Option/properties/id";
    assert_eq!(line(&there, id, Kind::Field), "id");
    let id = "#/components/schemas/Option/properties/_id";
    assert_eq!(line(&there, id, Kind::Field), "underscore_id");
    let kind = "#/components/schemas/Pet/properties/kind";
    assert_eq!(line(&there, kind, Kind::Type), "PetKind");
    assert_eq!(line(&there, &format!("{kind}/unknown"), Kind::Variant), "Unknown");
    let member = there.entries().iter().find(|it| it.name == "UnknownValue");
    assert!(member.is_some(), "{there}");
}

#[test]
fn a_field_called_like_a_method_yields() {
    let (_, names, _, _) = run(&schemas(&[OPTION]), "", &[]);
    let id = Identity("#/components/schemas/Option/properties/new".to_owned());
    assert_eq!(names.field(&id), "new_value");
}

#[test]
fn what_is_called_like_a_constructor_yields() {
    let new = ["New: {type: object, required: [a], properties: {a: {type: string}}}"];
    let (_, _, lock, _) = run(&schemas(&new), "", &[]);
    assert_eq!(line(&lock, "#/components/schemas/New", Kind::Type), "NewValue");
    let text = paths(&[
        "/a: {get: {operationId: new, tags: [Items], responses: {'200': {description: x}}}}",
        "/b: {get: {operationId: list, tags: [' '], responses: {'200': {description: x}}}}",
    ]);
    let (api, names, lock, _) = run(&text, "", &[]);
    assert_eq!(line(&lock, "GET /a", Kind::Operation), "new_operation");
    // A tag without a word is no group.
    assert!(names.group(" ").is_none() && api.operations.iter().any(|it| it.group.is_none()));
}

#[test]
fn what_is_locked_stays_and_the_newcomer_takes_the_number() {
    let (_, _, first, _) = run(&schemas(&[PET_LOWER]), "", &[]);
    assert_eq!(line(&first, "#/components/schemas/pet", Kind::Type), "Pet");
    let (api, names, second, _) = run(&schemas(&[PET, PET_LOWER]), &first.to_string(), &[]);
    assert_eq!(line(&second, "#/components/schemas/pet", Kind::Type), "Pet");
    assert_eq!(line(&second, "#/components/schemas/Pet", Kind::Type), "Pet2");
    for (id, ty) in api.components() {
        let name = names.ty(id).expect("a name");
        let module = if ty.component.as_deref() == Some("pet") { "pet" } else { "pet2" };
        assert_eq!(name.module, module);
    }
    let (_, _, third, _) = run(&schemas(&[PET, PET_LOWER]), &second.to_string(), &[]);
    assert_eq!(second.to_string(), third.to_string());
}

#[test]
fn a_name_that_left_is_reserved_asked_about_and_given_away_by_hand_or_pruned() {
    let (_, _, first, _) = run(&schemas(&[PET]), "", &[]);
    let (_, names, second, _) = run(&schemas(&[PET_LOWER]), &first.to_string(), &[]);
    assert_eq!(line(&second, "#/components/schemas/pet", Kind::Type), "Pet2");
    assert!(second.to_string().contains("\n- type #/components/schemas/Pet = Pet\n"), "{second}");
    let [moved] = names.moved() else { panic!("{:?}", names.moved()) };
    assert_eq!(moved.line(), "type #/components/schemas/pet = Pet");
    let edited = second.to_string().replace("pet = Pet2\n", "pet = Pet\n");
    let (_, names, third, out) = run(&schemas(&[PET_LOWER]), &edited, &[]);
    assert_eq!((codes(&out), names.moved()), (vec![], &[][..]));
    assert_eq!(line(&third, "#/components/schemas/Pet", Kind::Type), "none");
    assert!(!second.clone().pruned().to_string().contains("\n- "));
}

#[test]
fn what_a_person_gives_is_used_and_checked() {
    let pet = "#/components/schemas/Pet";
    let kind = "#/components/schemas/Pet/properties/kind";
    let (_, _, lock, out) = run(&schemas(&[PET]), "", &[(pet, "Animal"), (kind, "species")]);
    assert_eq!(codes(&out), []);
    assert_eq!(line(&lock, pet, Kind::Type), "Animal");
    assert_eq!(line(&lock, kind, Kind::Field), "species");
    // What it holds is called after it.
    assert_eq!(line(&lock, kind, Kind::Type), "AnimalKind");
    for (name, code) in
        [("Not valid", Code::InvalidName), ("lower", Code::InvalidName), ("Option", Code::NameCollision)]
    {
        let (_, _, _, out) = run(&schemas(&[PET]), "", &[(&format!("type {pet}"), name)]);
        assert_eq!(codes(&out), [code], "{name}");
    }
    let (_, _, _, out) = run(&schemas(&[PET]), "", &[("#/nothing", "X")]);
    assert_eq!(codes(&out), [Code::OverrideUnmatched]);
    let both = "type #/components/schemas/Pet = Pet\ntype #/components/schemas/pet = Pet\n";
    let (_, _, _, out) = run(&schemas(&[PET, PET_LOWER]), both, &[]);
    let found: Vec<_> = out.iter().map(|it| (it.code, it.labels.len())).collect();
    assert_eq!(found, [(Code::NameCollision, 2)]);
}

#[test]
fn operations_lose_the_tail_of_fastapi_and_yield_to_what_is_there() {
    let text = paths(&[
        "/a/{id}: {get: {operationId: read_a__id__get, tags: [Data sources], parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: id, in: query, schema: {type: string}}, {name: send, in: query, schema: {type: string}}], responses: {'200': {description: x}, '404': {description: x}, '418': {description: x}, 4XX: {description: x}}}}",
        "/b: {get: {operationId: parse, tags: [Data sources], responses: {'200': {description: x}}}, post: {operationId: parse_error, tags: [Data sources], responses: {'200': {description: x}}}}",
        "/c: {get: {operationId: data_sources, responses: {'200': {description: x}}}, post: {operationId: type, responses: {'200': {description: x}}}}",
    ]);
    let (_, names, lock, _) = run(&text, "", &[]);
    let method = |identity: &str| line(&lock, identity, Kind::Operation);
    assert_eq!(method("GET /a/{id}"), "read");
    assert_eq!(method("GET /b"), "parse");
    assert_eq!(method("POST /b"), "post_parse_error");
    assert_eq!(method("GET /c"), "get_data_sources");
    assert_eq!(method("POST /c"), "r#type");
    let group = names.group("Data sources").expect("a group");
    assert_eq!((group.module.as_str(), group.name.as_str()), ("data_sources", "DataSources"));
    let parameter = |mark: &str| line(&lock, &format!("GET /a/{{id}}?{mark}"), Kind::Parameter);
    assert_eq!(parameter("path=id"), "id");
    assert_eq!(parameter("query=id"), "query_id");
    assert_eq!(parameter("query=send"), "send_value");
    let variant = |status: &str| line(&lock, &format!("GET /a/{{id}}:{status}"), Kind::Variant);
    assert_eq!(variant("404"), "NotFound");
    assert_eq!(variant("418"), "Status418");
    assert_eq!(variant("4XX"), "ClientError");
    assert_eq!(variant("200"), "none");
}

#[test]
fn what_needs_no_work_would_come_out_the_same() {
    let alphabet = ['a', 'B', '7', '_', '@', '-'];
    let longer = |texts: Vec<String>| -> Vec<String> {
        texts.iter().flat_map(|text| alphabet.map(|letter| format!("{text}{letter}"))).collect()
    };
    let five = (0..5).fold(vec![String::new()], |texts, _| longer(texts));
    let prefixes = five.iter().flat_map(|text| (0..=text.len()).map(|end| text[..end].to_owned()));
    for text in prefixes {
        let symbols = [Symbols::Dropped, Symbols::Spelled];
        let [dropped, spelled] = symbols.map(|symbols| words::parted(&text, symbols));
        if words::is_snake_case(&text) {
            assert_eq!(dropped, text);
        }
        if !words::has_symbol(&text) {
            assert_eq!(dropped, spelled, "{text}");
            assert_eq!(words::upper(&text, symbols[0]), words::upper(&text, symbols[1]), "{text}");
        }
    }
}

#[test]
fn a_branch_drops_the_name_of_its_union() {
    let object = |name: &str, key: &str| {
        format!("{name}: {{type: object, required: [{key}], properties: {{{key}: {{type: string}}}}}}")
    };
    let text = schemas(&[
        "Pet: {oneOf: [{$ref: '#/components/schemas/PetCat'}, {$ref: '#/components/schemas/Petal'}, {$ref: '#/components/schemas/PetSelf'}]}",
        &object("PetCat", "a"),
        &object("Petal", "b"),
        &object("PetSelf", "c"),
    ]);
    let (_, _, lock, _) = run(&text, "", &[]);
    let variant = |of: &str| line(&lock, &format!("#/components/schemas/Pet/oneOf[ref={of}]"), Kind::Variant);
    assert_eq!((variant("PetCat").as_str(), variant("Petal").as_str()), ("Cat", "Petal"));
    assert_eq!(variant("PetSelf"), "PetSelf");
}
