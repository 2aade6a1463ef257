#pragma once

#include <base/frame.h>
#include <file/capture_parser.h>

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

#include <memory>
#include <vector>

namespace tapscope::test {

/// A capture file in memory, and its frames, numbered from 1. Frames without bytes are left out.
struct CaptureFrames {
    QString path;
    QByteArray file;
    std::vector<Frame> frames;
};

/// Null if the file cannot be read.
inline std::unique_ptr<CaptureFrames> readCapture(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    auto capture = std::make_unique<CaptureFrames>();
    capture->path = path;
    capture->file = file.readAll();
    const Bytes bytes = std::as_bytes(std::span(capture->file));
    CaptureParser parser;
    while (parser.next(bytes.subspan(static_cast<std::size_t>(parser.offset()))) <= CaptureParser::Step::Skipped) {
        if (parser.consumed() == 0 || parser.frame().bytes.empty())
            continue;
        Frame& frame = capture->frames.emplace_back(parser.frame());
        frame.number = capture->frames.size();
        frame.comment = {}; // it points into the parser's memory
    }
    return capture;
}

/// The captures of the project, by name.
inline QStringList ownCaptures() {
    const QDir folder(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures"));
    QStringList paths;
    for (const QString& name : folder.entryList({"*.pcap", "*.pcapng"}, QDir::Files, QDir::Name))
        paths << folder.filePath(name);
    return paths;
}

} // namespace tapscope::test
