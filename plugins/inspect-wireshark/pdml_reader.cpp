// SPDX-License-Identifier: GPL-2.0-or-later
#include "pdml_reader.h"

#include <QByteArray>
#include <QXmlStreamReader>

namespace tapscope {
namespace {

constexpr std::size_t mostLines = 100'000;
constexpr std::size_t deepest = 64;

std::uint32_t number(const QXmlStreamAttributes& attributes, const char* name) {
    return attributes.value(QLatin1String(name)).toUInt();
}

/// "Frame 1: 98 bytes…" and "Frame Number: 1" with the number in the capture; other lines as they are.
QString renumbered(const QString& text, QStringView field, FrameNumber number) {
    const QString value = QString::number(number);
    if (field == QLatin1String("frame") && text.startsWith(QLatin1String("Frame "))) {
        const auto end = text.indexOf(QLatin1Char(':'));
        return end < 0 ? text : QStringLiteral("Frame ") + value + text.mid(end);
    }
    if (field == QLatin1String("frame.number")) {
        const auto colon = text.indexOf(QLatin1Char(':'));
        return text.left(colon + 1) + (colon < 0 ? value : QLatin1Char(' ') + value);
    }
    return text;
}

/// Whether the value is the time since another frame.
bool isTimeSinceAnother(QStringView field) {
    return field == QLatin1String("frame.time_relative") || field.startsWith(QLatin1String("frame.time_delta"));
}

InspectedLine lineOf(const QXmlStreamAttributes& attributes, FrameNumber frame) {
    QString text = attributes.value(QLatin1String("showname")).toString();
    if (text.isEmpty())
        text = attributes.value(QLatin1String("show")).toString();
    if (text.isEmpty())
        text = attributes.value(QLatin1String("name")).toString();
    const auto name = attributes.value(QLatin1String("name"));
    InspectedLine line{.text = renumbered(text, name, frame).toStdString()};
    const bool isGeneralInformation = name == QLatin1String("frame") || name.startsWith(u"frame.");
    if (!isGeneralInformation) {
        line.offset = number(attributes, "pos");
        line.length = number(attributes, "size");
    }
    return line;
}

} // namespace

Result<std::vector<InspectedLine>> readPdml(const QByteArray& document, const PdmlPlace& place) {
    std::vector<InspectedLine> lines;
    std::vector<std::uint32_t> open; // one per open element; noParent for an element without a line
    QXmlStreamReader reader(document);
    bool isInPacket = false;
    while (!reader.atEnd() && lines.size() < mostLines) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement && isInPacket) {
            if (reader.name() == QLatin1String("packet"))
                return lines;
            open.pop_back();
        }
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == QLatin1String("packet")) {
            isInPacket = true;
            continue;
        }
        if (!isInPacket)
            continue;
        if (open.size() >= deepest)
            break;
        const auto attributes = reader.attributes();
        const auto name = attributes.value(QLatin1String("name"));
        const bool isInLeftOut = !open.empty() && open.back() == InspectedLine::noParent;
        const bool isLeftOut = isInLeftOut || attributes.value(QLatin1String("hide")) == QLatin1String("yes") ||
                               name == QLatin1String("geninfo") || name == QLatin1String("fake-field-wrapper") ||
                               (place.isAlone && isTimeSinceAnother(name));
        if (isLeftOut) {
            open.push_back(InspectedLine::noParent);
            continue;
        }
        InspectedLine line = lineOf(attributes, place.number);
        if (!open.empty())
            line.parent = open.back();
        open.push_back(static_cast<std::uint32_t>(lines.size()));
        lines.push_back(std::move(line));
    }
    if (!isInPacket || (reader.hasError() && lines.empty()))
        return failure(ErrorKind::Damaged, "read", "tshark's answer", "it is not PDML");
    return lines;
}

} // namespace tapscope
