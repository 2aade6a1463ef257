#include <decode/field_text.h>
#include <decode/tree_text.h>

#include <fmt/core.h>

#include <iterator>
#include <vector>

namespace tapscope {

void appendTree(std::string& out, const DecoderRegistry& registry, const Dissection& dissection) {
    const auto fields = dissection.fields();
    std::vector<std::size_t> depth(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        depth[i] = fields[i].parent == FieldValue::noParent ? 0 : depth[fields[i].parent] + 1;
        if (fields[i].hidden)
            continue;
        out.append(depth[i] * 4, ' ');
        out += treeLine(registry, dissection, fields[i]);
        out += '\n';
    }
}

void appendHexDump(std::string& out, Bytes bytes) {
    constexpr std::size_t perLine = 16;
    for (std::size_t start = 0; start < bytes.size(); start += perLine) {
        const Bytes line = bytes.subspan(start, std::min(perLine, bytes.size() - start));
        fmt::format_to(std::back_inserter(out), "{:04x}  ", start);
        for (std::size_t i = 0; i < perLine; ++i) {
            if (i < line.size())
                fmt::format_to(std::back_inserter(out), "{:02x} ", std::to_integer<unsigned>(line[i]));
            else
                out += "   ";
            if (i == perLine / 2 - 1)
                out += ' ';
        }
        out += ' ';
        for (const std::byte octet : line) {
            const auto c = std::to_integer<char>(octet);
            out += c >= ' ' && c <= '~' ? c : '.';
        }
        out += '\n';
    }
}

} // namespace tapscope
