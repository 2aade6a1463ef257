#include <stats/result_text.h>
#include <stats/sequence_text.h>

#include <fmt/core.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t timeWidth = 14, narrowest = 18;

/// Overwrites a part of a line with text; what does not fit is left out.
void put(std::string& line, std::size_t at, std::string_view text) {
    if (at >= line.size())
        return;
    const std::size_t size = std::min(text.size(), line.size() - at);
    line.replace(at, size, text.substr(0, size));
}

std::string port(std::uint32_t number) {
    return number == 0 ? std::string() : fmt::format("({})", number);
}

std::string arrowLine(const SequenceDiagram::Arrow& arrow, std::string line, std::size_t column) {
    const auto middle = [&](std::uint32_t host) { return timeWidth + host * column + column / 2; };
    const std::size_t low = middle(std::min(arrow.from, arrow.to)), high = middle(std::max(arrow.from, arrow.to));
    const bool isRight = arrow.from < arrow.to;
    if (arrow.from == arrow.to) {
        put(line, low, "<->");
    } else {
        put(line, low, std::string(high - low, '-'));
        put(line, isRight ? high - 1 : low + 1, isRight ? ">" : "<");
        put(line, low, "|");
        put(line, high, "|");
    }
    const std::string left = port(isRight ? arrow.fromPort : arrow.toPort);
    put(line, low > left.size() ? low - left.size() : 0, left);
    put(line, high + 1, port(isRight ? arrow.toPort : arrow.fromPort));
    return line;
}

} // namespace

std::string textOf(const SequenceDiagram& diagram) {
    std::size_t column = narrowest;
    for (const std::string& host : diagram.hosts)
        column = std::max(column, host.size() + 2);
    const std::size_t width = timeWidth + column * diagram.hosts.size() + 1;
    std::string lifelines(width, ' ');
    for (std::size_t i = 0; i < diagram.hosts.size(); ++i)
        lifelines[timeWidth + i * column + column / 2] = '|';
    std::string out;
    const auto add = [&](std::string line) {
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    };
    std::string title(width, ' ');
    put(title, 0, "Time");
    for (std::size_t i = 0; i < diagram.hosts.size(); ++i)
        put(title, timeWidth + i * column + (column - diagram.hosts[i].size()) / 2, diagram.hosts[i]);
    add(title);
    for (const SequenceDiagram::Arrow& arrow : diagram.arrows) {
        std::string words = lifelines;
        put(words, 0, fmt::format("{:.6f}", arrow.time));
        const std::size_t at = timeWidth + std::min(arrow.from, arrow.to) * column + column / 2 + 2;
        words.resize(std::max(words.size(), at + arrow.text.size()), ' ');
        put(words, at, arrow.text);
        add(words);
        add(arrowLine(arrow, lifelines, column));
    }
    return out;
}

std::string csvOf(const SequenceDiagram& diagram) {
    StatisticTable table{.title = "Flow",
                         .columns = {{"Frame", StatisticColumn::Kind::Number},
                                     {"Time", StatisticColumn::Kind::Seconds},
                                     {"Source"},
                                     {"Source port", StatisticColumn::Kind::Number},
                                     {"Destination"},
                                     {"Destination port", StatisticColumn::Kind::Number},
                                     {"Text"}}};
    for (const SequenceDiagram::Arrow& each : diagram.arrows)
        table.rows.push_back(
            {.values = {std::uint64_t{each.frame}, each.time, diagram.hosts[each.from], std::uint64_t{each.fromPort},
                        diagram.hosts[each.to], std::uint64_t{each.toPort}, each.text}});
    return csvOf(table);
}

} // namespace tapscope
