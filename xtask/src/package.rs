//! `package`: the npm package, put together from the program, its glue and what is written in JavaScript.

use crate::{
    shell::{self, Shell, heading},
    tools,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// Where the package is put: `npm pack` makes an archive of it.
pub fn folder(shell: &Shell) -> PathBuf {
    shell.root().join("target/package/hopscope")
}

/// Builds the package.
///
/// # Errors
/// When a tool fails, or a file cannot be written.
pub fn build(shell: &Shell, dev: bool) -> Result<()> {
    heading("Building the npm package into target/package/hopscope/");
    let out = folder(shell);
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("emptying {}", out.display()))?;
    }
    fs::create_dir_all(&out)?;
    let mut arguments = vec!["build", "--package", "hopscope-js", "--target", tools::WASM_TARGET];
    if !dev {
        arguments.push("--release");
    }
    shell::run(&mut shell.cargo(arguments))?;
    let profile = if dev { "debug" } else { "release" };
    let wasm = shell.root().join(format!("target/{}/{profile}/hopscope_js.wasm", tools::WASM_TARGET));
    let mut bindgen = shell.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--out-name", "hopscope", "--no-typescript", "--out-dir"]).arg(&out).arg(&wasm);
    shell::run(&mut bindgen)?;
    if !dev {
        let program = out.join("hopscope_bg.wasm");
        let mut shrink = shell.command("wasm-opt");
        shrink.args(["-Oz", "--all-features"]).arg(&program).arg("-o").arg(&program);
        shell::run(&mut shrink)?;
    }
    let written = shell.root().join("crates/js/package");
    for entry in fs::read_dir(&written)? {
        let path = entry?.path();
        let name = path.file_name().context("a file without a name")?;
        fs::copy(&path, out.join(name)).with_context(|| format!("copying {}", path.display()))?;
    }
    let schema: Value = serde_json::from_str(&fs::read_to_string(shell.root().join("static/scenario.schema.json"))?)?;
    fs::write(out.join("scenario.d.ts"), types(&schema))?;
    let size = fs::metadata(out.join("hopscope_bg.wasm"))?.len();
    println!("hopscope_bg.wasm: {size} bytes");
    Ok(())
}

/// The types of a scenario file, from its schema.
fn types(schema: &Value) -> String {
    let mut out = String::from(
        "// The scenario file. Made from its schema: every field may be left out and then has AWS's own default.\n",
    );
    let definitions = schema.get("$defs").and_then(Value::as_object);
    for (name, definition) in definitions.into_iter().flatten() {
        declare(name, definition, &mut out);
    }
    declare("Scenario", schema, &mut out);
    out
}

fn declare(name: &str, definition: &Value, out: &mut String) {
    remark(definition, "", out);
    let name = identifier(name);
    match definition.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            let required: Vec<&str> = definition
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let _ = writeln!(out, "export interface {name} {{");
            for (property, value) in properties {
                remark(value, "  ", out);
                let mark = if required.contains(&property.as_str()) { "" } else { "?" };
                let _ = writeln!(out, "  {}{mark}: {};", Value::from(property.as_str()), of(value));
            }
            // Fields that this version does not know are kept.
            let _ = writeln!(out, "  [field: string]: unknown;\n}}\n");
        }
        None => {
            let _ = writeln!(out, "export type {name} = {};\n", of(definition));
        }
    }
}

fn remark(value: &Value, indent: &str, out: &mut String) {
    if let Some(text) = value.get("description").and_then(Value::as_str) {
        let text = text.replace("*/", "*\u{200b}/").replace('\n', &format!("\n{indent} * "));
        let _ = writeln!(out, "{indent}/** {text} */");
    }
}

/// The type that a schema describes.
fn of(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return identifier(reference.rsplit('/').next().unwrap_or_default());
    }
    for name in ["anyOf", "oneOf", "enum"] {
        if let Some(options) = schema.get(name).and_then(Value::as_array) {
            let options = options.iter().map(|option| if name == "enum" { option.to_string() } else { of(option) });
            return options.collect::<Vec<_>>().join(" | ");
        }
    }
    if let Some(value) = schema.get("const") {
        return value.to_string();
    }
    match schema.get("type") {
        Some(Value::Array(kinds)) => {
            let each = kinds.iter().map(|kind| {
                let mut one = schema.clone();
                if let Some(object) = one.as_object_mut() {
                    object.insert("type".to_owned(), kind.clone());
                }
                of(&one)
            });
            each.collect::<Vec<_>>().join(" | ")
        }
        Some(Value::String(kind)) => match kind.as_str() {
            "string" => "string".to_owned(),
            "integer" | "number" => "number".to_owned(),
            "boolean" => "boolean".to_owned(),
            "null" => "null".to_owned(),
            "array" => format!("({})[]", schema.get("items").map_or("unknown".to_owned(), of)),
            _ => match schema.get("additionalProperties").filter(|inner| inner.is_object()) {
                Some(inner) => format!("Record<string, {}>", of(inner)),
                None => {
                    match schema.get("patternProperties").and_then(Value::as_object).and_then(|map| map.values().next())
                    {
                        Some(inner) => format!("Record<string, {}>", of(inner)),
                        None => "Record<string, unknown>".to_owned(),
                    }
                }
            },
        },
        _ => "unknown".to_owned(),
    }
}

/// A name that JavaScript has for something of its own gets a word before it.
fn identifier(name: &str) -> String {
    match name {
        "Request" | "Response" | "Position" | "Comparison" => format!("Scenario{name}"),
        name => name.to_owned(),
    }
}
