//! Writes the texts of every language as the page fetches them: `write-locales FOLDER`.
//!
//! Beside each `en.json` lies `en.json.js`, the same texts as a script: a sandboxed frame may load a script from a host
//! that sends no CORS headers, and may not fetch a file from it. See static/boot.js.

use std::path::PathBuf;
use std::{env, fs, io};

use hopscope_locale::{Catalog, Language};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("which folder? write-locales FOLDER"))?;
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let json = Catalog::embedded_json(*language);
        fs::write(folder.join(format!("{}.json", language.tag())), json)?;
        let text = serde_json::Value::from(json);
        fs::write(folder.join(format!("{}.json.js", language.tag())), format!("hopscopeGiveTexts({text})"))?;
    }
    Ok(())
}
