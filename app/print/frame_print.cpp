#include "frame_print.h"

#include "text_pages.h"

#include <decode/registry_hold.h>
#include <decode/tree_text.h>
#include <plugin/export_loop.h>

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPrinter>

#include <array>

namespace tapscope {
namespace {

constexpr const char* action = "print";
constexpr const char* object = "the frames";

/// The usual widths of the columns that every list has, in characters.
constexpr std::array<qsizetype, FrameRow::ColumnCount> usualWidths = {7, 12, 1, 22, 22, 9, 6, 60, 12};
constexpr qsizetype ownWidth = 16;

void addLines(TextPages& pages, const std::string& text) {
    QString lines = QString::fromStdString(text);
    if (lines.endsWith(QLatin1Char('\n')))
        lines.chop(1);
    for (const QString& line : lines.split(QLatin1Char('\n')))
        pages.add(line);
}

/// Puts cells beside each other. A cell that is too long moves the following ones.
template <typename CellAt>
QString lineOf(const std::vector<int>& columns, CellAt cellAt) {
    QString line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto column = static_cast<std::size_t>(columns[i]);
        const qsizetype width = column < usualWidths.size() ? usualWidths.at(column) : ownWidth;
        line += cellAt(i).leftJustified(i + 1 < columns.size() ? width : 0) + QLatin1Char(' ');
    }
    line.chop(1);
    return line;
}

/// Prints one frame after the other.
class FramePrinter {
public:
    FramePrinter(const FramePrint& what, TextPages& pages) : what_(what), maker_(what.recipe), pages_(pages) {}

    void print(FrameNumber number) {
        if (what_.startsPages && !isFirst_)
            pages_.breakPage();
        const bool isList = what_.hasSummary && !what_.hasDetails && !what_.hasBytes;
        if (what_.hasSummary && (isFirst_ || !isList || what_.startsPages))
            pages_.add(
                lineOf(what_.columns, [&](std::size_t i) { return what_.columnTitles.at(static_cast<qsizetype>(i)); }));
        isFirst_ = false;
        if (what_.hasSummary) {
            const FrameRow row = maker_.whole(number);
            pages_.add(lineOf(what_.columns, [&](std::size_t i) { return row.text(what_.columns[i]); }));
        }
        if (isList)
            return;
        if (what_.hasSummary)
            pages_.add({});
        printFields(number);
    }

private:
    void printFields(FrameNumber number) {
        const auto frame = maker_.dissect(number, RowMaker::Fields::All);
        if (!frame) {
            pages_.add(maker_.bare(number).text(FrameRow::Info)); // why it cannot be read
            return;
        }
        if (what_.hasDetails) {
            addLines(pages_, frame->tree());
            pages_.add({});
        }
        if (what_.hasBytes) {
            std::string dump;
            appendHexDump(dump, frame->dissection().frame().bytes);
            addLines(pages_, dump);
            pages_.add({});
        }
    }

    const FramePrint& what_;
    RowMaker maker_;
    TextPages& pages_;
    bool isFirst_ = true;
};

} // namespace

Result<int> printFrames(const FramePrint& what, QPagedPaintDevice& device, const ExportProgress& progress) {
    const ShownCapture& capture = what.recipe->capture;
    const RegistryHold hold(*capture.registry); // a decoder may block this thread until after the window is gone
    const auto stopped = [&] { return failure(ErrorKind::Cancelled, action, object, "stopped by the user"); };
    if (!what.frames.empty() && !capture.waitUntilLearned(what.frames.back(), progress.stop))
        return stopped();
    const auto report = stepwise(progress.report);
    TextPages pages(device, what.font, what.title);
    FramePrinter printer(what, pages);
    for (std::size_t i = 0; i < what.frames.size(); ++i) {
        if (progress.stop.stop_requested()) {
            if (auto* printer = dynamic_cast<QPrinter*>(&device))
                printer->abort(); // so that the finished pages are not printed
            return stopped();
        }
        printer.print(what.frames[i]);
        if (report)
            report(i + 1, what.frames.size());
    }
    const int count = pages.end();
    if (count == 0)
        return failure(ErrorKind::System, action, object, "the printer did not take a page",
                       "Look at its state in the system's settings");
    return count;
}

Result<QByteArray> pdfOfFrames(const FramePrint& what, const ExportProgress& progress) {
    constexpr qsizetype largest = qsizetype{256} << 20; // bytes
    constexpr int dotsPerInch = 300;
    constexpr qreal margin = 15; // millimetres
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    std::stop_source full; // stops when the user cancels, or when the document is too large
    const std::stop_callback passOn(progress.stop, [&] { full.request_stop(); });
    const ExportProgress within{.report =
                                    [&](std::size_t done, std::size_t total) {
                                        if (file.size() > largest)
                                            full.request_stop();
                                        if (progress.report)
                                            progress.report(done, total);
                                    },
                                .stop = full.get_token()};
    Result<int> pages = 0;
    {
        QPdfWriter document(&file);
        document.setTitle(what.title);
        document.setResolution(dotsPerInch);
        document.setPageSize(QPageSize(QPageSize::A4));
        document.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout::Millimeter);
        pages = printFrames(what, document, within);
    }
    if (file.size() > largest)
        return failure(ErrorKind::NoSpace, action, object, "the document would have more than 256 MiB",
                       "Print fewer frames, or less of each");
    if (!pages)
        return std::unexpected(pages.error());
    return file.data();
}

} // namespace tapscope
