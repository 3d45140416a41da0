//! The release build's change to what Trunk runs: the page's program is split into parts between `cargo` and
//! `wasm-bindgen`.
//!
//! Trunk has no place for that, but it looks for its tools on the path. [`wrap`] puts copies of this program there under
//! the tools' names; such a copy ([`acting_as`]) does its change and then runs the tool itself.
//!
//! What a first visit does not need is cut out of the program along the functions of src/parts.rs, into
//! files that static/boot.js fetches when they are first needed. They share the program's memory.

use crate::{shell::Shell, tools};
use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Names the folder of the copies, for them to look beyond it.
const WRAPPED: &str = "HOPSCOPE_WRAPPED";

/// The page's program.
const PROGRAM: &str = "hopscope-page.wasm";

/// The module that the program imports the loaders of its parts from.
const LINK: &str = "hopscope-parts";

/// Whether Trunk runs wrapped tools, which this program tells when Trunk calls it.
pub fn is_wrapped() -> bool {
    env::var_os(WRAPPED).is_some()
}

/// Where the parts are left for the hook that finishes the page: the files, and `parts.json`.
///
/// # Errors
/// When the repository's folder cannot be told from this program's own.
pub fn parts_folder() -> Result<PathBuf> {
    Ok(root()?.join("target/parts"))
}

fn root() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask stands in no folder")
}

/// Which files make up each part, in the order in which they are to be instantiated.
pub type Parts = BTreeMap<String, Vec<String>>;

/// Puts the tools' names in front of the path of a command.
///
/// # Errors
/// When the copies cannot be written.
pub fn wrap(shell: &Shell, command: &mut Command) -> Result<()> {
    let folder = shell.root().join("target/wrapped");
    fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    let own = env::current_exe().context("finding this program's own file")?;
    for name in ["cargo", "wasm-bindgen"] {
        let copy = folder.join(name).with_extension(env::consts::EXE_EXTENSION);
        let _ = fs::remove_file(&copy);
        fs::copy(&own, &copy).with_context(|| format!("writing {}", copy.display()))?;
    }
    let path = env::join_paths(std::iter::once(folder.clone()).chain(shell.folders()))?;
    command.env("PATH", path).env(WRAPPED, folder);
    Ok(())
}

/// Whether this program was called by a tool's name: what came of it, if so.
pub fn acting_as() -> Option<ExitCode> {
    let folder = PathBuf::from(env::var_os(WRAPPED)?);
    let own = env::args_os().next()?;
    let name = Path::new(&own).file_stem()?.to_str()?.to_owned();
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    let done = match name.as_str() {
        "cargo" => Tool::beyond(&folder, &name).and_then(|tool| cargo(&tool, &args)),
        "wasm-bindgen" => Tool::beyond(&folder, &name).and_then(|tool| wasm_bindgen(&tool, &args)),
        _ => return None,
    };
    Some(done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    }))
}

/// The tool itself.
struct Tool {
    program: PathBuf,
    path: OsString,
}

impl Tool {
    /// The first program of that name on the path, but for the copies.
    fn beyond(folder: &Path, name: &str) -> Result<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).filter(|each| each != folder).collect();
        let file = Path::new(name).with_extension(env::consts::EXE_EXTENSION);
        let program = folders.iter().map(|each| each.join(&file)).find(|each| each.is_file());
        let program = program.with_context(|| format!("`{name}` is not on the path"))?;
        Ok(Self { program, path: env::join_paths(folders)? })
    }

    fn run(&self, args: &[OsString], set: impl FnOnce(&mut Command)) -> Result<ExitCode> {
        let mut command = Command::new(&self.program);
        command.args(args).env("PATH", &self.path).env_remove(WRAPPED);
        set(&mut command);
        let status = command.status().with_context(|| format!("cannot start `{}`", self.program.display()))?;
        Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Compiles what is for the page so that it can be split; everything else as it is.
fn cargo(tool: &Tool, args: &[OsString]) -> Result<ExitCode> {
    let target = format!("--target={}", tools::WASM_TARGET);
    let is_page = args.iter().any(|arg| arg == tools::WASM_TARGET || *arg == *target);
    if !is_page {
        return tool.run(args, |command| {
            // The hooks of Trunk.toml call cargo again: for them the copies are to stay.
            command.env(WRAPPED, env::var_os(WRAPPED).unwrap_or_default());
        });
    }
    let is_program = args.windows(2).any(|pair| pair == ["--bin", "hopscope-page"]);
    tool.run(args, |command| {
        if is_program {
            command.args(["--features", "parts"]);
        }
        // Splitting goes by the names of functions and by what the linker knows of them.
        command.env("CARGO_PROFILE_RELEASE_STRIP", "none");
        let flags = [vec!["-Clink-arg=--emit-relocs".to_owned()], neutral_paths()].concat();
        // Apart by the character that cargo has for it: paths may have blanks.
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    })
}

/// What the paths of the crates' sources begin with on this machine, and what they begin with in the page: a panic's
/// message names the place, and neither the place of a home folder nor the host of a registry is anyone's business.
pub fn neutral_paths() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let sources = sources.into_iter().flatten().flatten();
    sources.map(|each| format!("--remap-path-prefix={}=crates", each.path().display())).collect()
}

/// Splits the page's program before `wasm-bindgen` works on it; of other programs, leaves out what no page needs.
fn wasm_bindgen(tool: &Tool, args: &[OsString]) -> Result<ExitCode> {
    let Some(at) = args.iter().position(|arg| Path::new(arg).extension() == Some(OsStr::new("wasm"))) else {
        return tool.run(args, |_| ());
    };
    let mut args = args.to_vec();
    let input = args.get_mut(at).context("an argument")?;
    if Path::new(input).file_name() != Some(OsStr::new(PROGRAM)) {
        *input = stripped(Path::new(input), &root()?.join("target/wrapped"))?.into_os_string();
        return tool.run(&args, |_| ());
    }
    *input = split(Path::new(input), &parts_folder()?)?.into_os_string();
    args.push("--keep-lld-exports".into());
    let out = value_of(&args, "--out-dir").context("wasm-bindgen was called without --out-dir")?;
    let code = tool.run(&args, |_| ())?;
    link(Path::new(&out))?;
    Ok(code)
}

/// A copy of a program without what no page needs, in a folder.
fn stripped(input: &Path, folder: &Path) -> Result<PathBuf> {
    let wasm = fs::read(input).with_context(|| format!("reading {}", input.display()))?;
    let copy = folder.join(input.file_name().context("a file has a name")?);
    fs::write(&copy, without_custom_sections(&wasm)?).with_context(|| format!("writing {}", copy.display()))?;
    Ok(copy)
}

/// The value of an option, as `--name value` or `--name=value`.
fn value_of(args: &[OsString], name: &str) -> Option<OsString> {
    let joined = format!("{name}=");
    args.iter().enumerate().find_map(|(at, arg)| {
        let arg = arg.to_str()?;
        if arg == name { args.get(at + 1).cloned() } else { arg.strip_prefix(&joined).map(OsString::from) }
    })
}

/// Cuts the parts out of a program. Gives the file of what remains.
fn split(input: &Path, folder: &Path) -> Result<PathBuf> {
    let wasm = fs::read(input).with_context(|| format!("reading {}", input.display()))?;
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let main = folder.join(PROGRAM);
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let made = wasm_split_cli_support::transform(options).map_err(|error| anyhow::anyhow!("splitting: {error:#}"))?;
    // The names of functions, and which features the compiler used: no part of a page. (Told of reference types,
    // wasm-bindgen would use a table of them, which the parts do not know.)
    for file in made.split_modules.iter().chain([&main]) {
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        fs::write(file, without_custom_sections(&bytes)?).with_context(|| format!("writing {}", file.display()))?;
    }
    let parts: Parts = made.prefetch_map.into_iter().collect();
    fs::write(folder.join("parts.json"), serde_json::to_string(&parts)?).context("writing parts.json")?;
    Ok(main)
}

/// A wasm file without its custom sections, but for those that wasm-bindgen reads.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let wasmparser::Payload::CustomSection(section) = &payload
            && !section.name().contains("wasm_bindgen")
        {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = wasm.get(range).context("a section beyond the file")?;
            kept.section(&wasm_encoder::RawSection { id, data });
        }
    }
    Ok(kept.finish())
}

/// The glue takes the loaders of the parts from static/boot.js.
fn link(out: &Path) -> Result<()> {
    let wanted = format!("require(\"{LINK}\")");
    for entry in fs::read_dir(out).with_context(|| format!("reading {}", out.display()))? {
        let file = entry?.path();
        if file.extension() != Some(OsStr::new("js")) {
            continue;
        }
        let glue = fs::read_to_string(&file)?;
        if glue.contains(&wanted) {
            let linked = glue.replace(&wanted, "globalThis.hopscopeParts");
            return fs::write(&file, linked).with_context(|| format!("writing {}", file.display()));
        }
    }
    bail!("wasm-bindgen's glue does not ask for `{LINK}`: has its form changed?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_both_forms() {
        let args = |texts: &[&str]| texts.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(value_of(&args(&["--out-dir", "x"]), "--out-dir"), Some("x".into()));
        assert_eq!(value_of(&args(&["--out-dir=y"]), "--out-dir"), Some("y".into()));
        assert_eq!(value_of(&args(&["--out-dirs", "y"]), "--out-dir"), None);
    }

    #[test]
    fn custom_sections_are_left_out_but_for_those_of_wasm_bindgen() -> Result<()> {
        let header = *b"\0asm\x01\0\0\0";
        let custom = |name: &str| [&[0, name.len() as u8 + 2, name.len() as u8], name.as_bytes(), b"x"].concat();
        let kept = custom("__wasm_bindgen_unstable");
        let wasm = [&header, custom("name").as_slice(), &kept, &[1, 1, 0], &custom("producers")].concat();
        assert_eq!(without_custom_sections(&wasm)?, [&header[..], &kept, &[1, 1, 0]].concat());
        Ok(())
    }
}
