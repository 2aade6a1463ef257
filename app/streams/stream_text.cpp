#include "stream_text.h"

#include "../text/plural.h"

#include <decode/tree_text.h>

#include <QCoreApplication>

#include <algorithm>

namespace tapscope {
namespace {

/// Control characters as dots, bytes as Latin-1: one character per byte, so that nothing is hidden.
QString plain(Bytes bytes) {
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto octet = std::to_integer<unsigned char>(bytes[i]);
        const bool isReturn = octet == '\r' && i + 1 < bytes.size() && bytes[i + 1] == std::byte{'\n'};
        if (isReturn)
            continue;
        const bool isShown = octet == '\n' || octet == '\t' || (octet >= 0x20 && octet < 0x7f) || octet >= 0xa0;
        text += isShown ? QLatin1Char(static_cast<char>(octet)) : QLatin1Char('.');
    }
    return text;
}

QString hexDump(Bytes bytes, StreamPiece::Sender sender) {
    std::string lines;
    appendHexDump(lines, bytes);
    QString text = QString::fromStdString(lines);
    if (!text.endsWith(QLatin1Char('\n')))
        text += QLatin1Char('\n');
    if (sender == StreamPiece::Sender::First)
        return text;
    // The other end's lines are indented, so that they are not distinguished by colour alone.
    const QString indent(8, QLatin1Char(' '));
    text.chop(1);
    return indent + text.replace(QLatin1Char('\n'), QLatin1Char('\n') + indent) + QLatin1Char('\n');
}

QString raw(Bytes bytes) {
    const auto view =
        QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return QString::fromLatin1(view.toHex()) + QLatin1Char('\n');
}

QString told(Bytes bytes, StreamFormat format, StreamPiece::Sender sender) {
    switch (format) {
    case StreamFormat::HexDump:
        return hexDump(bytes, sender);
    case StreamFormat::Raw:
        return raw(bytes);
    case StreamFormat::Text:
        break;
    }
    return plain(bytes);
}

} // namespace

std::vector<StreamText> streamText(const FollowedStream& stream, StreamFormat format,
                                   std::optional<StreamPiece::Sender> only, std::size_t limit) {
    std::vector<StreamText> texts;
    for (const StreamPiece& piece : stream.pieces) {
        if (limit == 0)
            break;
        if (only && piece.sender != *only)
            continue;
        QString text;
        if (piece.missing != 0)
            text = QCoreApplication::translate("tapscope::FollowDialog", "\n[%L1 byte(s) are missing in the capture]\n",
                                               nullptr, pluralOf(piece.missing))
                       .arg(piece.missing);
        const std::size_t size = std::min(piece.size, limit);
        limit -= size;
        text += told(Bytes(stream.bytes).subspan(piece.offset, size), format, piece.sender);
        if (!texts.empty() && texts.back().sender == piece.sender)
            texts.back().text += text;
        else
            texts.push_back({piece.sender, text});
    }
    return texts;
}

} // namespace tapscope
