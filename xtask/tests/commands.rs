//! The commands as a person runs them: a folder, a command line, what is printed and what is left
//! on disk.

mod support;

use support::{Folder, PETS};

const CONFIG: &str = "[api.pets]\nsource = \"pets.yaml\"\nout = \"../client\"\n";

fn project() -> Folder {
    let folder = Folder::new();
    folder.write("spec/codegen.toml", CONFIG);
    folder.write("spec/pets.yaml", PETS);
    folder
}

#[test]
fn a_configured_crate_is_written_once_and_then_left_unchanged() {
    let folder = project();
    let first = folder.run(&["codegen"]);
    first.exits(0);
    first.says("created  client/src/lib.rs");
    first.says("created  spec/pets.lock");
    first.says("pets: 1 of 1 operations");
    let manifest = folder.read("client/MANIFEST");
    assert!(manifest.contains("\nCargo.toml\n"), "{manifest}");
    assert!(!manifest.contains("lock"), "{manifest}");

    let written = folder.modified("client/src/lib.rs");
    let second = folder.run(&["codegen"]);
    second.exits(0);
    second.says("0 files changed");
    assert!(!second.stdout.contains("created"), "{}", second.stdout);
    assert_eq!(folder.modified("client/src/lib.rs"), written, "it was not touched");
    folder.run(&["codegen", "--check"]).exits(0);
    assert_eq!(folder.left_behind(), Vec::<String>::new());
}

#[test]
fn it_works_from_a_folder_below_and_prints_paths_from_there() {
    let folder = project();
    folder.write("deep/er/x", "");
    let done = folder.run_in("deep/er", &["codegen"]);
    done.exits(0);
    done.says("created  ../../client/src/lib.rs");
}

#[test]
fn check_shows_the_difference_and_the_command_and_writes_nothing() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    let right = folder.read("client/src/lib.rs");
    folder.write("client/src/lib.rs", &format!("{right}// by hand\n"));

    let check = folder.run(&["codegen", "--check", "--api", "pets"]);
    check.exits(1);
    check.says("would be changed  client/src/lib.rs");
    check.says("--- a/client/src/lib.rs");
    check.says("\n-// by hand");
    check.says("cargo xtask codegen --api pets");
    let dry = folder.run(&["codegen", "--dry-run"]);
    dry.exits(0);
    dry.says("\n-// by hand");
    assert!(folder.read("client/src/lib.rs").ends_with("// by hand\n"));

    folder.run(&["codegen"]).exits(0);
    assert_eq!(folder.read("client/src/lib.rs"), right);
}

#[test]
fn check_notices_a_missing_lock_and_a_missing_manifest() {
    for path in ["spec/pets.lock", "client/MANIFEST"] {
        let folder = project();
        folder.run(&["codegen"]).exits(0);
        folder.remove(path);
        let check = folder.run(&["codegen", "--check"]);
        check.exits(1);
        check.says(&format!("would be created  {path}"));
        assert!(!folder.exists(path), "{path} was written by a check");
    }
}

#[test]
fn what_is_no_longer_generated_goes_and_takes_its_empty_folder_with_it() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    let manifest = folder.read("client/MANIFEST");
    folder.write("client/MANIFEST", &format!("{manifest}src/old/thing.rs\n"));
    folder.write("client/src/old/thing.rs", "// of an earlier run\n");
    folder.write("client/src/mine.rs", "// a person's\n");
    folder.write("client/examples/show.rs", "// a person's\n");

    let done = folder.run(&["codegen"]);
    done.exits(0);
    done.says("deleted  client/src/old/thing.rs");
    done.says("left alone  client/src/mine.rs");
    done.says("left alone  client/examples");
    assert!(!folder.exists("client/src/old"));
    assert!(folder.exists("client/src/mine.rs") && folder.exists("client/examples/show.rs"));
    assert_eq!(folder.read("client/MANIFEST"), manifest);
}

#[test]
fn a_foreign_file_stops_everything() {
    let folder = project();
    folder.write("client/src/lib.rs", "// a person's\n");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0801");
    done.complains("`client/src/lib.rs`");
    assert_eq!(folder.read("client/src/lib.rs"), "// a person's\n");
    assert!(!folder.exists("client/Cargo.toml") && !folder.exists("spec/pets.lock"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_somebodys() {
    let folder = project();
    folder.write("client/x", "");
    folder.link("client/Cargo.toml", "gone");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0801");
    done.complains("`client/Cargo.toml`");
}

#[test]
fn our_own_file_is_ours_though_it_be_no_text() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    let right = folder.read("client/src/lib.rs");
    folder.write_bytes("client/src/lib.rs", b"\xff\xfe\n");
    let done = folder.run(&["codegen"]);
    done.exits(0);
    done.says("changed  client/src/lib.rs");
    assert_eq!(folder.read("client/src/lib.rs"), right);
}

/// A link to itself, since there is no file that root can't read.
#[cfg(unix)]
#[test]
fn our_own_file_that_cannot_be_read_says_why() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    folder.remove("client/src/lib.rs");
    folder.link("client/src/lib.rs", "lib.rs");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0101");
    done.complains("`client/src/lib.rs` can't be read");
    assert!(!done.stderr.contains("E0801"), "{}", done.stderr);
}

#[test]
fn a_manifest_cannot_reach_out_of_its_folder() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    let manifest = folder.read("client/MANIFEST");
    folder.write("client/MANIFEST", &format!("{manifest}../precious\n"));
    folder.write("precious", "x");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0801");
    assert!(folder.exists("precious"));
}

/// The document has changed before the second run, so that a file of the first is not what is
/// generated.
#[cfg(unix)]
#[test]
fn a_run_that_was_cut_short_is_finished_by_the_next() {
    let folder = project();
    let short = folder.run_short_of_disk(&["codegen"]);
    short.exits(1);
    short.says("can't be written");
    short.says("pets: not finished.");
    assert!(folder.exists("client/API.txt"), "{}", short.stdout);
    folder.write("spec/pets.yaml", &PETS.replace("name: { type", "age: { type"));
    let second = folder.run(&["codegen"]);
    second.exits(0);
    second.says("changed  client/API.txt");
    folder.run(&["codegen", "--check"]).exits(0);
    assert_eq!(folder.left_behind(), Vec::<String>::new());
}

#[test]
fn any_document_becomes_a_crate_of_its_own_workspace() {
    let folder = Folder::new();
    folder.write("pets.yaml", PETS);
    let line = ["codegen", "--spec", "pets.yaml", "--out", "out/pets", "--name", "my-pets"];
    let done = folder.run(&line);
    done.exits(0);
    done.says("created  out/pets/names.lock");
    let cargo = folder.read("out/pets/Cargo.toml");
    assert!(cargo.contains("name = \"my-pets\"") && cargo.contains("\n[workspace]\n"), "{cargo}");
    let attributes = folder.read("out/pets/.gitattributes");
    assert!(attributes.contains("/names.lock linguist-generated\n"), "{attributes}");
    let again = folder.run(&line);
    again.exits(0);
    again.says("0 files changed");
    assert!(!again.stdout.contains("left alone"), "{}", again.stdout);
    folder.write("out/pets/names.lock", "");
    let mut check = line.to_vec();
    check.push("--check");
    folder.run(&check).says("cargo xtask codegen --spec pets.yaml --out out/pets --name my-pets");
}

#[test]
fn strict_makes_a_warning_a_reason_to_write_nothing() {
    let folder = project();
    folder.write("spec/pets.yaml", &format!("{PETS}x-a: 1\nx-a: 2\n"));
    let strict = folder.run(&["codegen", "--strict"]);
    strict.exits(1);
    strict.complains("E0103");
    strict.says("1 warning: nothing is written (--strict)");
    assert!(!folder.exists("client"));
    let plain = folder.run(&["codegen"]);
    plain.exits(0);
    plain.complains("E0103");
    plain.says("1 warning");
    assert!(folder.exists("client/Cargo.toml"));
}

#[test]
fn findings_are_json_lines_for_a_program_and_annotations_for_github() {
    let folder = project();
    folder.write("spec/codegen.toml", "[api.pets]\nsource = 1\nou = \"x\"\n");
    let json = folder.run(&["codegen", "--json"]);
    json.exits(1);
    let lines: Vec<serde_json::Value> =
        json.stdout.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert_eq!(lines.len(), 3, "{}", json.stdout);
    assert!(lines.iter().all(|line| line["code"] == "E0702"), "{lines:?}");

    let github = folder.run_by_github("", &["codegen"]);
    github.exits(1);
    github.says("::error file=spec/codegen.toml,line=2");
    let below = folder.run_by_github("spec", &["codegen"]);
    below.complains("../spec/codegen.toml:2");
    below.says("::error file=spec/codegen.toml,line=2");
}

#[test]
fn what_is_stale_is_an_annotation_for_github_from_the_root_of_the_repository() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    folder.write("client/src/lib.rs", "// by hand\n");
    folder.remove("spec/pets.lock");
    let check = folder.run_by_github("spec", &["codegen", "--check"]);
    check.exits(1);
    check.says(
        "::error file=client/src/lib.rs,title=This file is stale::The first of 2 stale files. Run `cargo",
    );
    let person = folder.run(&["codegen", "--check"]);
    assert!(!person.stdout.contains("::error file"), "{}", person.stdout);
}

#[test]
fn a_source_that_cannot_be_read_is_told_where_it_is_named() {
    let folder = project();
    folder.remove("spec/pets.yaml");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0101");
    done.complains("spec/codegen.toml:2:10");
    folder.write_bytes("spec/pets.yaml", b"openapi: 3.1.0\ninfo: \xff\n");
    let done = folder.run(&["codegen"]);
    done.exits(1);
    done.complains("E0108");
    done.complains("line 2");
    assert!(!folder.exists("client"));
}

#[test]
fn a_wrong_use_exits_with_two() {
    let folder = project();
    let empty = Folder::new();
    empty.run(&["codegen"]).exits(2);
    folder.run(&["codegen", "--api", "cats"]).exits(2);
    folder.run(&["codegen", "--check", "--dry-run"]).exits(2);
    folder.run(&["codegen", "--spec", "x"]).exits(2);
    folder.run(&["codegen", "--spec", "x", "--out", "y", "--name", "fn"]).exits(2);
    folder.run(&["nonsense"]).exits(2);
    folder.run(&["codegen", "--help"]).exits(0);
}

#[test]
fn explain_prints_the_page_of_a_code_and_says_when_nothing_is_meant() {
    let folder = project();
    let code = folder.run(&["explain", "e0801"]);
    code.exits(0);
    code.says("# E0801");
    let nothing = folder.run(&["explain", "NoSuchThing"]);
    nothing.exits(1);
    nothing.says("Nothing is called `NoSuchThing`.");
    for nowhere in [folder, Folder::new()] {
        let misspelt = nowhere.run(&["explain", "E301"]);
        misspelt.exits(1);
        misspelt.says("Nothing is called `E301`. Did you mean `E0301`?");
    }
}

#[test]
fn explain_knows_a_thing_by_its_pointer_and_says_what_the_configuration_did() {
    let folder = Folder::new();
    folder.write("spec/codegen.toml", &format!("{CONFIG}[api.pets.security.Key]\nprefix = \"Key \"\n"));
    folder.write("spec/pets.yaml", ASKED);
    let operation = folder.run(&["explain", "#/paths/~1pets~1%7Bid%7D/get"]);
    operation.exits(0);
    operation.says("GET /pets/{id}");
    operation.says("The path parameter \"id\" is an argument, `id`.");
    folder.run(&["explain", "GET /pets/{id}?path=id"]).says("is an argument, `id`");
    folder.run(&["explain", "#/components/schemas/Pet/properties/size/oneOf/1"]).says("oneOf[type=string]");
    folder.run(&["explain", "Pet.size"]).says("An optional property: `Option<types::PetSize>`.");
    folder
        .run(&["explain", "Pet.any"])
        .says("Nothing more can be said of its type: the schema allows any JSON.");
    folder.run(&["explain", "PetSize.String"]).says("A branch, told by its form: a string.");
    folder.run(&["explain", "Key"]).says("Sent behind \"Key \" by the configuration.");
    let misspelt = folder.run(&["explain", "Pat"]);
    misspelt.exits(1);
    misspelt.says("Nothing is called `Pat`. Did you mean `Pet`?");
    let unnamed = folder.run(&["explain", "runtime::Valu"]);
    assert!(!unnamed.stdout.contains("Did you mean ``"), "{}", unnamed.stdout);
}

const ASKED: &str = r##"openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
security: [{Key: []}]
paths:
  /pets/{id}:
    get:
      operationId: readPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        "200":
          description: The pet
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet: {type: object, properties: {any: {}, size: {oneOf: [{type: integer}, {type: string}]}}}
"##;

#[test]
fn the_document_as_understood_is_written_where_asked() {
    let folder = project();
    folder.run(&["codegen", "--check", "--emit-openapi", "seen.yaml"]).exits(1);
    assert!(!folder.exists("seen.yaml"), "a check writes nothing");
    folder
        .run(&["codegen", "--dry-run", "--emit-openapi", "seen.yaml"])
        .says("not written (--dry-run)  seen");
    let first = folder.run(&["codegen", "--emit-openapi", "seen.yaml"]);
    first.exits(0);
    first.says("created  seen.yaml");
    let right = folder.read("seen.yaml");
    folder.write("seen.yaml", "x");
    folder.run(&["codegen", "--emit-openapi", "seen.yaml"]).says("changed  seen.yaml");
    assert_eq!(folder.read("seen.yaml"), right);
}

#[test]
fn the_document_as_understood_is_written_over_nothing_that_a_run_needs() {
    let folder = project();
    folder.write("spec/pages/list.md", PAGE);
    let other = "[api.other]\nsource = \"pages\"\nout = \"../other\"\n";
    folder.write("spec/codegen.toml", &format!("{CONFIG}{other}"));
    folder.run(&["codegen"]).exits(0);
    let rows = [
        ("spec/pets.yaml", "the source of `pets`"),
        ("spec/codegen.toml", "the configuration"),
        ("spec/../spec/other.lock", "the lock of `other`"),
        ("spec/pages/new.yaml", "the source of `other`"),
        ("client/new/seen.yaml", "the crate of `pets`"),
    ];
    for (file, what) in rows {
        let done = folder.run(&["codegen", "--api", "pets", "--emit-openapi", file]);
        done.exits(2);
        done.complains(what);
    }
    assert_eq!(folder.read("spec/pets.yaml"), PETS);
    let alone = ["codegen", "--spec", "spec/pets.yaml", "--out", "x", "--emit-openapi", "spec/pets.yaml"];
    folder.run(&alone).exits(2);
}

#[test]
fn a_name_that_left_is_kept_and_asked_about_until_it_is_pruned() {
    let folder = project();
    folder.run(&["codegen"]).exits(0);
    folder.write("spec/pets.yaml", &PETS.replace("/pets", "/v2/pets"));
    let moved = folder.run(&["codegen"]);
    moved.exits(0);
    moved.says("moved?   GET /pets has left and GET /v2/pets has come");
    moved.says("change its line in the lock to:\n         operation GET /v2/pets = ");
    assert!(folder.read("spec/pets.lock").contains("- operation GET /pets = "));
    folder.run(&["codegen", "--prune-names"]).exits(0);
    assert!(!folder.read("spec/pets.lock").contains("- operation"), "{}", folder.read("spec/pets.lock"));
}

const PAGE: &str = "# List pets

````yaml get /pets
paths:
  path: /pets
  method: get
  servers:
    - url: https://pets.dev
  request: {security: [], parameters: {path: {}, query: {}, header: {}, cookie: {}}, body: {}}
  response:
    '200':
      application/json: {schemaArray: [{type: enum<string>, enum: [cat, dog]}], description: Which}
  deprecated: false
  type: path
components: {schemas: {}}
````
";

#[test]
fn pages_are_imported_once_and_a_newer_page_shows_what_changed() {
    let folder = Folder::new();
    folder.write("docs/pets/list.md", PAGE);
    folder.write("docs/guide.md", "# A guide\n\nProse.\n");
    let arguments = ["import", "docs", "--out", "spec/pets.yaml"];
    let first = folder.run(&arguments);
    first.exits(0);
    first.says("created  spec/pets.yaml");
    first.says("1 pages (1 more without an operation), 1 operations, 0 schemas");
    let text = folder.read("spec/pets.yaml");
    assert!(text.contains("Sources:\n#   list.md\nopenapi: 3.1.0\n"), "{text}");
    folder.run(&arguments).says("unchanged  spec/pets.yaml");

    folder.write("docs/pets/list.md", &PAGE.replace("[cat, dog]", "[cat, dog, emu]"));
    let check = folder.run(&["import", "docs", "--out", "spec/pets.yaml", "--check"]);
    check.exits(1);
    check.says("would be changed  spec/pets.yaml");
    check.says("- emu");
    assert_eq!(folder.read("spec/pets.yaml"), text);
    let again = folder.run(&arguments);
    again.exits(0);
    again.says("- emu");
    assert!(folder.read("spec/pets.yaml").contains("- emu"));
}

#[test]
fn an_import_writes_over_nothing_but_an_import() {
    let folder = Folder::new();
    folder.write("docs/list.md", PAGE);
    folder.write("spec/codegen.toml", CONFIG);
    folder.write("spec/pets.yaml", PETS);
    for (file, text) in [("docs/list.md", PAGE), ("spec/codegen.toml", CONFIG), ("spec/pets.yaml", PETS)] {
        let done = folder.run(&["import", "docs", "--out", file]);
        done.exits(1);
        done.complains("E0801");
        assert_eq!(folder.read(file), text);
    }
}

#[test]
fn a_page_or_a_folder_of_pages_is_a_source() {
    let folder = Folder::new();
    folder.write("spec/codegen.toml", "[api.pets]\nsource = \"pages\"\nout = \"../client\"\n");
    folder.write("spec/pages/list.md", PAGE);
    let configured = folder.run(&["codegen"]);
    configured.exits(0);
    configured.says("pets: 1 of 1 operations");
    let alone =
        folder.run(&["codegen", "--spec", "spec/pages/list.md", "--out", "alone", "--name", "pets_dev"]);
    alone.exits(0);
    assert_eq!(folder.read("alone/API.txt"), folder.read("client/API.txt"));
    folder.run(&["codegen", "--spec", "client", "--out", "none"]).complains("is a folder without pages");
}

/// Branches of a choice in a choice, made anew with what stands beside the outer one, and one that is
/// left as it was written: each is known by a mark of its own.
const BRANCHES: &str = "\
openapi: 3.1.0
info: {title: A, version: 1.0.0}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: A
          content:
            application/json:
              schema:
                items: {type: string}
                anyOf:
                  - oneOf: [false, {type: string, enum: [c, d]}, {type: string, enum: [self]}, {type: string, enum: [b], format: uri}]
                  - {type: string, enum: []}
";

#[test]
fn names_that_were_given_are_taken_back() {
    let folder = Folder::new();
    folder.write("a.yaml", BRANCHES);
    let arguments = ["codegen", "--spec", "a.yaml", "--out", "a"];
    folder.run(&arguments).exits(0);
    let again = folder.run(&arguments);
    again.exits(0);
    again.says("0 files changed");
}
