//! A plan in, the folder changed out: the only place that writes.
//!
//! A file is whole or not there: it is written beside its place and moved over it. What a run
//! that was cut short leaves behind is listed as ours, and put right by the next one.

use crate::place::Place;
use crate::project::reason;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tintype::output::{self, Found, MANIFEST, Plan, What};

/// What stands at a path of the folder.
pub(crate) fn look(folder: &Place, path: &str) -> Found {
    let place = folder.path.join(path);
    match fs::read(&place) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Found::Text(text),
            Err(error) => Found::Bytes(String::from_utf8_lossy(error.as_bytes()).into_owned()),
        },
        Err(error) => match file_above(folder, path) {
            Some(file) => Found::Under(file),
            // A link that leads nowhere is somebody's all the same.
            None if error.kind() == io::ErrorKind::NotFound && !place.is_symlink() => Found::Nothing,
            None if error.kind() == io::ErrorKind::NotFound || place.is_dir() => Found::Other,
            None => Found::Unreadable(reason(&error)),
        },
    }
}

/// The file that stands where a folder above `path` would, if there is one.
fn file_above(folder: &Place, path: &str) -> Option<String> {
    let ends = [0].into_iter().chain(path.match_indices('/').map(|(at, _)| at));
    let is_file = |above: &&str| {
        // With nothing behind it, since `out/` is no file where `out` is one.
        let place = if above.is_empty() { folder.path.clone() } else { folder.path.join(above) };
        place.symlink_metadata().is_ok() && !place.is_dir()
    };
    ends.map(|end| &path[..end]).find(is_file).map(str::to_owned)
}

/// Carries a plan out. What can't be done is said in words that finish the run.
pub(crate) fn apply(plan: &Plan, folder: &Place) -> Result<(), String> {
    let (manifest, files): (Vec<_>, Vec<_>) = plan.steps.iter().partition(|step| step.path == MANIFEST);
    // What is about to come is ours before it is there, what is about to go until it is gone: the
    // list of both first, and the one of what has become last.
    for step in &manifest {
        match &step.what {
            What::Create { new } => write(&folder.join(MANIFEST), new)?,
            What::Change { old, new } => write(&folder.join(MANIFEST), &output::both(old, new))?,
            What::Delete { .. } | What::Keep | What::Blocked(_) => {}
        }
    }
    // Deleted first: where `Pet.rs` becomes `pet.rs`, a file system without case has one file.
    for step in &files {
        if let What::Delete { .. } = step.what {
            let place = folder.join(&step.path);
            fs::remove_file(&place.path).map_err(|error| failed("deleted", &place, &error))?;
            remove_emptied(&folder.path, &place.path);
        }
    }
    for step in files.into_iter().chain(manifest) {
        if let What::Create { new } | What::Change { new, .. } = &step.what {
            write(&folder.join(&step.path), new)?;
        }
    }
    Ok(())
}

/// Writes one file whole.
pub(crate) fn write(place: &Place, text: &str) -> Result<(), String> {
    let folder = match place.path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = place.path.file_name().unwrap_or_default().to_string_lossy();
    // In the same folder, since a rename does not cross file systems.
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let done = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| fs::rename(&beside, &place.path));
    done.map_err(|error| {
        // It may never have been made; the first error is the one to tell.
        let _ = fs::remove_file(&beside);
        failed("written", place, &error)
    })
}

fn failed(what: &str, place: &Place, error: &io::Error) -> String {
    format!("`{}` can't be {what}: {}", place.shown, reason(error))
}

/// Removes the folders above a deleted file that are empty now, up to the crate's own.
fn remove_emptied(folder: &Path, deleted: &Path) {
    let above = deleted.ancestors().skip(1);
    for parent in above.take_while(|parent| *parent != folder) {
        // A folder with something in it refuses, and so do all above it.
        if fs::remove_dir(parent).is_err() {
            return;
        }
    }
}

/// What lies in the folder that is neither ours nor in a folder without anything of ours: `src/`
/// is looked into, `target/` is named.
pub(crate) fn left_alone(folder: &Place, plan: &Plan, more: &[&str]) -> Vec<String> {
    let ours: BTreeSet<&str> =
        plan.steps.iter().map(|step| step.path.as_str()).chain(more.iter().copied()).collect();
    let folders: BTreeSet<&str> =
        ours.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(inside) = open.pop() {
        let path: PathBuf = folder.path.join(&inside);
        // A folder that is not there, or can't be listed, has nothing to name.
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder && folders.contains(path.as_str()) {
                open.push(path);
            } else if !ours.contains(path.as_str()) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
