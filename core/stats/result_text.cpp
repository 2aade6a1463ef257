#include <base/printable_text.h>
#include <stats/result_text.h>
#include <stats/sequence_text.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;

/// Characters, not bytes: what a terminal's columns count.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string cellFor(const StatisticTable& table, const StatisticRow& row, std::size_t column) {
    const std::string text = cellText(table.columns[column], row.values[column]);
    return (column == 0 ? std::string(2 * std::size_t{row.depth}, ' ') : std::string()) +
           std::string(PrintableText<1024>(std::string_view(text)).view());
}

std::string csvCell(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos)
        return std::string(text);
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

} // namespace

std::string cellText(const StatisticColumn& column, const StatisticValue& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* whole = std::get_if<std::uint64_t>(&value))
        return fmt::to_string(*whole);
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr)
        return {};
    switch (column.kind) {
    case Kind::Seconds:
        return fmt::format("{:.6f}", *number);
    case Kind::Percent:
        return fmt::format("{:.2f}", *number);
    default:
        return fmt::format("{:.3f}", *number);
    }
}

void appendText(std::string& out, const StatisticResult& result) {
    for (const StatisticTable& table : result.tables) {
        std::vector<std::size_t> widths;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            std::size_t width = widthOf(table.columns[i].title);
            for (const StatisticRow& row : table.rows)
                width = std::max(width, widthOf(cellFor(table, row, i)));
            widths.push_back(width);
        }
        const auto line = [&](const auto& cellAt) {
            std::string text;
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const std::string cell = cellAt(i);
                const std::string padding(widths[i] - widthOf(cell), ' ');
                text += (i == 0 ? "" : "  ") + (table.columns[i].kind == Kind::Text ? cell + padding : padding + cell);
            }
            text.erase(text.find_last_not_of(' ') + 1);
            out += text + '\n';
        };
        out += table.title + '\n';
        line([&](std::size_t i) { return table.columns[i].title; });
        for (const StatisticRow& row : table.rows)
            line([&](std::size_t i) { return cellFor(table, row, i); });
    }
    for (const StatisticPlot& plot : result.plots) {
        out += plot.title + ", " + plot.subject + '\n';
        for (const PlotLine& each : plot.lines)
            out += fmt::format("  {}: {} points\n", each.title, each.points.size());
    }
    for (const StatisticSeries& series : result.tables.empty() ? result.series : std::vector<StatisticSeries>())
        out += fmt::format("{}: {} values\n", series.title.empty() ? "all frames" : series.title, series.values.size());
    for (const SequenceDiagram& diagram : result.diagrams)
        out += textOf(diagram);
    for (const std::string& note : result.notes)
        out += note + '\n';
}

std::string csvOf(const StatisticTable& table) {
    std::string out;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out += (i == 0 ? "" : ",") + csvCell(table.columns[i].title);
    out += "\r\n";
    for (const StatisticRow& row : table.rows) {
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const auto* number = std::get_if<double>(&row.values[i]);
            out += (i == 0 ? "" : ",") + (number != nullptr ? fmt::format("{}", *number)
                                                            : csvCell(cellText(table.columns[i], row.values[i])));
        }
        out += "\r\n";
    }
    return out;
}

std::string csvOf(std::span<const StatisticSeries> all) {
    std::string out = "series,from_seconds,value\r\n";
    for (const StatisticSeries& series : all) {
        const double width = std::chrono::duration<double>(series.interval).count();
        const std::string title = csvCell(series.title);
        for (std::size_t i = 0; i < series.values.size(); ++i)
            out += fmt::format("{},{:.6f},{}\r\n", title, static_cast<double>(i) * width,
                               std::isnan(series.values[i]) ? std::string() : fmt::to_string(series.values[i]));
    }
    return out;
}

std::string csvOf(std::span<const StatisticPlot> plots) {
    std::string out = "graph,direction,line,x,y,top,frame\r\n";
    for (const StatisticPlot& plot : plots) {
        for (const PlotLine& each : plot.lines) {
            const std::string about = csvCell(plot.title) + ',' + csvCell(plot.subject) + ',' + csvCell(each.title);
            const bool hasTop = each.style == PlotLine::Style::Spans;
            for (const PlotPoint& point : each.points)
                out += fmt::format("{},{:.9f},{},{},{}\r\n", about, point.x, point.y,
                                   hasTop ? fmt::to_string(point.top) : std::string(), point.frame);
        }
    }
    return out;
}

} // namespace tapscope
