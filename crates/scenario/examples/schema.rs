//! Prints the JSON Schema of the scenario file.

fn main() {
    print!("{}", hopscope_scenario::schema::scenario_schema_text());
}
