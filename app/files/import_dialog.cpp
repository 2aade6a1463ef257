#include "import_dialog.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/message_label.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "choose_file.h"
#include "file_text.h"

#include <file/hex_dump.h>
#include <file/pcapng_writer.h>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <string>

namespace tapscope {
namespace {

constexpr std::size_t largestDump = std::size_t{64} << 20, mostShown = std::size_t{64} << 10; // bytes

Result<ImportDialog::Dump> readDump(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text(largestDump + 1, '\0');
    if (!in.is_open())
        return systemError(errno, "read", path.string());
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad())
        return systemError(errno, "read", path.string());
    if (text.size() > largestDump)
        return failure(ErrorKind::OutOfRange, "read", path.string(), "it is larger than 64 MiB");
    return ImportDialog::Dump{
        .beginning = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), mostShown))),
        .isWhole = text.size() <= mostShown,
        .frames = framesOfHexDump(text)};
}

Result<void> writeRecording(const HexFrames& frames, LinkType linkType, const std::filesystem::path& path) {
    pcapng::Buffer file;
    pcapng::appendSectionHeader(file, "Imported from a hex dump: the times are those of the import");
    CaptureInterface interface;
    interface.linkType = linkType;
    interface.name = "hex dump";
    pcapng::appendInterface(file, interface);
    Frame frame;
    frame.linkType = linkType;
    frame.time = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    for (const auto& bytes : frames) {
        frame.bytes = bytes;
        frame.originalLength = static_cast<std::uint32_t>(bytes.size());
        pcapng::appendFrame(file, frame);
        frame.time += std::chrono::microseconds(1); // so that the frames keep their order
    }
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
    out.close();
    if (!out)
        return systemError(errno, "write", path.string());
    return {};
}

} // namespace

ImportDialog::ImportDialog(QWidget* parent)
    : QDialog(parent), text_(new QPlainTextEdit), linkType_(new QComboBox), message_(new MessageLabel),
      import_(new QPushButton(tr("&Import"))) {
    setWindowTitle(tr("Import a hex dump"));
    setObjectName(QStringLiteral("importDialog"));
    resize(640, 420);
    text_->setObjectName(QStringLiteral("dump"));
    text_->setAccessibleName(tr("Hex dump"));
    text_->setPlaceholderText(tr("0000  02 00 00 00 00 02 02 00 00 00 00 01 08 06 00 01\n0010  08 00 06 04 …"));
    Theme::makeFixed(*text_);
    text_->setTabChangesFocus(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    linkType_->setObjectName(QStringLiteral("linkType"));
    linkType_->addItem(tr("Ethernet"), static_cast<int>(LinkType::Ethernet));
    linkType_->addItem(tr("IP (no link layer)"), static_cast<int>(LinkType::Raw));
    message_->setObjectName(QStringLiteral("importMessage"));
    import_->setObjectName(QStringLiteral("import"));
    import_->setProperty("role", "primary");
    import_->setDefault(true);
    auto* file = new QPushButton(tr("Read a &file…"));
    file->setAutoDefault(false);
    auto* form = new QFormLayout;
    form->addRow(tr("Frames begin &with"), linkType_);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(file, QDialogButtonBox::ActionRole);
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    buttons->addButton(import_, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(text_, 1);
    layout->addLayout(form);
    layout->addWidget(message_);
    layout->addWidget(buttons);
    connect(text_, &QPlainTextEdit::textChanged, this, &ImportDialog::check);
    connect(file, &QPushButton::clicked, this, &ImportDialog::readFile);
    connect(import_, &QPushButton::clicked, this, &ImportDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void ImportDialog::readFile() {
    chooseFile(this, {.title = tr("Read a hex dump")}, [this](const QString& name) {
        inBackground(
            this, [path = typedPath(name)] { return readDump(path); },
            [this](Result<Dump> dump) {
                if (!dump) {
                    import_->setEnabled(false);
                    message_->complain(plainText(dump.error().text()));
                    return;
                }
                takeFile(std::move(*dump));
            });
    });
}

void ImportDialog::takeFile(Dump dump) {
    const QSignalBlocker quiet(text_);
    text_->setPlainText(dump.beginning);
    text_->setReadOnly(!dump.isWhole); // a text that is not shown completely cannot be edited
    ++version_;
    take(std::move(dump.frames));
}

void ImportDialog::check() {
    import_->setEnabled(false);
    inBackground(
        this, [text = text_->toPlainText()] { return framesOfHexDump(text.toStdString()); },
        [this, version = ++version_](Result<HexFrames> frames) {
            if (version == version_) // otherwise, the user has typed more
                take(std::move(frames));
        });
}

void ImportDialog::take(Result<HexFrames> frames) {
    import_->setEnabled(frames.has_value());
    if (frames) {
        message_->say(
            tr("%1, the first of %2", "frames, bytes")
                .arg(tr("%L1 frame(s)", nullptr, pluralOf(frames->size())).arg(frames->size()),
                     tr("%L1 byte(s)", nullptr, pluralOf(frames->front().size())).arg(frames->front().size())));
        frames_ = std::move(*frames);
    } else if (text_->document()->isEmpty()) {
        message_->say(tr("Output of tcpdump -x, xxd, hexdump -C or od, lines of a kernel log, or plain hex digits"));
    } else {
        message_->complain(plainText(frames.error().text()));
    }
}

LinkType ImportDialog::linkType() const {
    return static_cast<LinkType>(linkType_->currentData().toInt());
}

void ImportDialog::import() {
    import_->setEnabled(false);
    const auto path = newRecordingPath();
    inBackground(
        this,
        [frames = frames_, type = linkType(), path] {
            makeRecordingsFolder();
            return writeRecording(frames, type, path);
        },
        [this, path](const Result<void>& written) {
            if (!written) {
                message_->complain(plainText(written.error().text()));
                import_->setEnabled(true);
                return;
            }
            accept();
            emit imported(fileText(path));
        });
}

} // namespace tapscope
