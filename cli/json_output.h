#pragma once

#include "output.h"

#include <print/json_writer.h>

#include <string>

namespace tapscope::cli {

/// Writes one JSON value and a line end. `fill` gets the JsonWriter and writes the value.
template <typename Fill>
void printAsJson(Output& out, Fill fill) {
    std::string text;
    JsonWriter json(text);
    fill(json);
    out.write(text);
    out.write("\n");
}

/// The same for an array; `write` gets the JsonWriter and an item, and writes one value.
template <typename Items, typename Write>
void printAsJson(Output& out, const Items& items, Write write) {
    printAsJson(out, [&](JsonWriter& json) { json.array(items, [&](const auto& item) { write(json, item); }); });
}

} // namespace tapscope::cli
