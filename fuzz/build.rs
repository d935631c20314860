//! `shapes.yaml` in; its types as a module, as they are generated now, out, in `OUT_DIR`.

use std::path::Path;
use std::{env, fs};
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::Files;
use tintype::{Input, Source, config, generate};

const CONFIGURATION: &str = r##"
[api.shapes]
source = "shapes.yaml"
out = "shapes"
client = false
unused-types = "keep"
validate = true

[api.shapes.formats]
ipv4 = "std"

[api.shapes.schemas."#/components/schemas/Table"]
additional = "keep"
"##;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=shapes.yaml");
    let text = fs::read_to_string("shapes.yaml")?;
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("codegen.toml", CONFIGURATION);
    let configuration = config::read(&files, file, &mut out);
    let api = configuration.as_ref().and_then(|configuration| configuration.apis.first());
    let source = Source::Text { name: "shapes.yaml".to_owned(), text };
    let generated = api.and_then(|api| {
        let input = Input { source, api, lock: None, prune: false };
        generate(&mut files, input, &mut out)
    });
    let Some(generated) = generated.filter(|_| !out.fatal()) else {
        return Err(render::text(&out.sorted(), &files, false).into());
    };
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder).join("shapes");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for file in &generated.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, &file.text)?;
    }
    let path = folder.join("src/lib.rs");
    let module = format!(
        "#[allow(unused, reason = \"no target needs all of it\")]\n#[path = {path:?}]\nmod shapes;\n"
    );
    fs::write(folder.join("module.rs"), module)?;
    Ok(())
}
