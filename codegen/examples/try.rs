use tintype::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&a[1]).unwrap();
    let mut files = text::Files::default();
    let cfg = files.add("codegen.toml", "[api.x]\nsource='x'\nout='y'\n[api.x.crate]\nname='gen'\nworkspace='own'\n");
    let mut out = diagnostic::Diagnostics::default();
    let config = config::read(&files, cfg, &mut out).unwrap();
    let t = std::time::Instant::now();
    let mut last = t;
    let g = generate_observed(&mut files, Input { source: Source::Text { name: a[1].clone(), text }, api: &config.apis[0], lock: None, prune: false }, &mut out, &mut |f| { eprintln!("{f}: {:?}", last.elapsed()); last = std::time::Instant::now(); });
    eprintln!("{}", diagnostic::render::text(&out.sorted(), &files, false).chars().take(3000).collect::<String>());
    let g = g.unwrap();
    eprintln!("{} of {} ops, {} types, untyped {:?}", g.summary.operations, g.summary.operations_in_document, g.summary.types, g.summary.reasons());
    for f in &g.files { let p = format!("{}/{}", a[2], f.path); std::fs::create_dir_all(std::path::Path::new(&p).parent().unwrap()).unwrap(); std::fs::write(p, &f.text).unwrap(); }
}
