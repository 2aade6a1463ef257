#include "csv_exporter.h"

#include <base/elapsed.h>
#include <base/printable_text.h>
#include <decode/dissector.h>
#include <plugin/export_loop.h>

#include <fmt/core.h>

#include <iterator>

namespace tapscope {
namespace {

enum class Formulas : bool { AsTheyAre, Quoted };

/// A value in quotes, with quotes inside it doubled (RFC 4180). A value that a spreadsheet would evaluate as a formula
/// can get an apostrophe in front.
void appendQuoted(std::string& out, std::string_view text, Formulas formulas) {
    constexpr std::string_view beginnings = "=+-@";
    out += '"';
    if (formulas == Formulas::Quoted && !text.empty() && beginnings.contains(text.front()))
        out += '\'';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace

const SettingsSchema& CsvExporter::schema() const noexcept {
    static const SettingsSchema settings(
        {{.key = "formulas",
          .title = "Formulas",
          .type = SettingType::Choice,
          .defaultValue = "as-they-are",
          .help = "quoted puts an apostrophe before text that a spreadsheet would evaluate: =, +, - or @ at its start",
          .choices = {"as-they-are", "quoted"}}});
    return settings;
}

Result<void> CsvExporter::write(const FrameChoice& frames, const DecoderRegistry& registry, const Settings& chosen,
                                QIODevice& out, const ExportProgress& progress) const {
    const Formulas formulas = chosen.text("formulas") == "quoted" ? Formulas::Quoted : Formulas::AsTheyAre;
    const auto plan = DissectionPlan::columns(registry);
    const Dissector dissector(registry);
    Dissection d;
    std::string line = "\"No.\",\"Time\",\"Source\",\"Destination\",\"Protocol\",\"Length\",\"Info\"\r\n";
    if (auto written = writeAll(out, line.data(), line.size()); !written)
        return written;
    return forEachFrame(frames, progress, [&](const Frame& frame) -> Result<void> {
        dissector.dissect(frame, plan, d);
        line.clear();
        fmt::format_to(std::back_inserter(line), "\"{}\",\"{}\",\"{}\",\"{}\",", frame.number,
                       secondsText(elapsed(frames.store->startTime(), frame.time), 6),
                       ColumnText(d.sourceColumn()).view(), ColumnText(d.destinationColumn()).view());
        appendQuoted(line, printable(d.protocolColumn()), formulas);
        fmt::format_to(std::back_inserter(line), ",\"{}\",", frame.originalLength);
        appendQuoted(line, d.infoColumn(), formulas);
        line += "\r\n";
        return writeAll(out, line.data(), line.size());
    });
}

} // namespace tapscope
