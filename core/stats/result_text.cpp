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
    std::string text = cellText(table.columns[column], row.values[column]);
    if (std::holds_alternative<std::string>(row.values[column]))
        text = PrintableText<1024>(std::string_view(text)).view();
    if (column == 0)
        text.insert(0, 2 * std::size_t{row.depth}, ' ');
    return text;
}

void appendTable(std::string& out, const StatisticTable& table) {
    const std::size_t columns = table.columns.size();
    std::vector<std::string> cells; // with the titles, line by line
    cells.reserve(columns * (table.rows.size() + 1));
    for (const StatisticColumn& column : table.columns)
        cells.push_back(column.title);
    for (const StatisticRow& row : table.rows) {
        for (std::size_t i = 0; i < columns; ++i)
            cells.push_back(cellFor(table, row, i));
    }
    std::vector<std::size_t> widths(columns);
    for (std::size_t i = 0; i < cells.size(); ++i)
        widths[i % columns] = std::max(widths[i % columns], widthOf(cells[i]));

    out += table.title;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t column = i % columns;
        if (column == 0) {
            out.erase(out.find_last_not_of(' ') + 1);
            out += '\n';
        } else {
            out += "  ";
        }
        const std::size_t padding = widths[column] - widthOf(cells[i]);
        const bool isText = table.columns[column].kind == Kind::Text;
        out.append(isText ? 0 : padding, ' ');
        out += cells[i];
        out.append(isText ? padding : 0, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
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
    for (const StatisticTable& table : result.tables)
        appendTable(out, table);
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
