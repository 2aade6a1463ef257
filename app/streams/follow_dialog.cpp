#include "follow_dialog.h"

#include "../background/background.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <base/save_target.h>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr std::size_t mostShown = std::size_t{512} << 10; ///< bytes in the text; Save writes all

QString savedBytes(const FollowedStream& stream, std::optional<StreamPiece::Sender> only, const QString& path) {
    const auto target = saveTarget(path.toStdString());
    if (!target)
        return QString::fromStdString(target.error().text());
    QSaveFile file(QString::fromStdString(target->string()));
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    for (const StreamPiece& piece : stream.pieces) {
        if (!only || piece.sender == *only)
            file.write(reinterpret_cast<const char*>(stream.bytes.data()) + piece.offset,
                       static_cast<qint64>(piece.size));
    }
    return file.commit() ? QString() : file.errorString();
}

} // namespace

FollowDialog::FollowDialog(ShownCapture capture, FrameNumber frame, const Theme& theme, QWidget* parent)
    : QDialog(parent), theme_(theme), text_(new QPlainTextEdit), sides_(new QComboBox), formats_(new QComboBox),
      search_(new QLineEdit), summary_(new QLabel), progress_(new QProgressBar) {
    setWindowTitle(tr("Follow stream"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 540);
    text_->setObjectName(QStringLiteral("streamText"));
    text_->setAccessibleName(tr("What was said"));
    text_->setReadOnly(true);
    Theme::makeFixed(*text_);
    text_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    sides_->setObjectName(QStringLiteral("streamSides"));
    sides_->setAccessibleName(tr("Whose side to show"));
    sides_->addItem(tr("Both sides"));
    formats_->setObjectName(QStringLiteral("streamFormat"));
    formats_->setAccessibleName(tr("How to show the bytes"));
    formats_->addItems({tr("Text"), tr("Hex dump"), tr("Raw hex")});
    search_->setPlaceholderText(tr("Find in the stream"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(260);
    summary_->setObjectName(QStringLiteral("streamSummary"));
    summary_->setProperty("role", "muted");
    progress_->setRange(0, static_cast<int>(std::min<FrameNumber>(capture.store->count(), 1'000'000'000)));
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);

    auto* choices = new QHBoxLayout;
    choices->addWidget(sides_);
    choices->addWidget(formats_);
    choices->addStretch(1);
    choices->addWidget(search_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    filter_ = buttons->addButton(tr("&Filter to this stream"), QDialogButtonBox::ActionRole);
    save_ = buttons->addButton(tr("&Save bytes…"), QDialogButtonBox::ActionRole);
    filter_->setEnabled(false);
    save_->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(choices);
    layout->addWidget(text_, 1);
    layout->addWidget(progress_);
    layout->addWidget(summary_);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(sides_, &QComboBox::activated, this, &FollowDialog::render);
    connect(formats_, &QComboBox::activated, this, &FollowDialog::render);
    connect(search_, &QLineEdit::returnPressed, this, &FollowDialog::find);
    connect(save_, &QPushButton::clicked, this, &FollowDialog::save);
    start(std::move(capture), frame);
}

FollowDialog::~FollowDialog() {
    stop_.request_stop();
}

void FollowDialog::start(ShownCapture capture, FrameNumber frame) {
    summary_->setText(tr("Reading the capture…"));
    store_ = capture.store;
    through_ = store_->count();
    inBackground(
        this,
        [capture = std::move(capture), frame, stop = stop_.get_token(), self = QPointer<FollowDialog>(this)] {
            const auto report = [self](FrameNumber done) {
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [self, done] {
                        if (self)
                            self->progress_->setValue(static_cast<int>(done));
                    },
                    Qt::QueuedConnection);
            };
            return StreamFollower::follow(capture, frame, stop, report);
        },
        [this](Result<FollowedStream> followed) { take(std::move(followed)); });
}

void FollowDialog::take(Result<FollowedStream> followed) {
    progress_->hide();
    if (!followed) {
        summary_->setText(plainText(followed.error().text()));
        return;
    }
    stream_ = std::make_shared<const FollowedStream>(std::move(*followed));
    const QString first = endpointText(stream_->first), second = endpointText(stream_->second);
    setWindowTitle(tr("Follow stream: %1 ⇄ %2").arg(first, second));
    sides_->addItems({tr("%1 → %2").arg(first, second), tr("%1 → %2").arg(second, first)});
    save_->setEnabled(!stream_->bytes.empty());
    filter_->setEnabled(true);
    connect(filter_, &QPushButton::clicked, this, [this] {
        const bool isTcp = stream_->first.transport == 6;
        const bool isIpv6 = stream_->first.address.kind == ColumnAddress::Kind::Ipv6;
        const auto address = [](const Endpoint& end) {
            const auto view = ColumnText(end.address);
            return QString::fromLatin1(view.view().data(), static_cast<qsizetype>(view.view().size()));
        };
        emit filterAsked(QStringLiteral("%1 == %2 && %1 == %3 && %4 == %5 && %4 == %6")
                             .arg(isIpv6 ? QStringLiteral("ipv6.addr") : QStringLiteral("ip.addr"),
                                  address(stream_->first), address(stream_->second),
                                  isTcp ? QStringLiteral("tcp.port") : QStringLiteral("udp.port"))
                             .arg(stream_->first.port)
                             .arg(stream_->second.port));
    });
    render();
}

QString FollowDialog::endpointText(const Endpoint& endpoint) const {
    const ColumnText address(endpoint.address);
    const QString text = QString::fromLatin1(address.view().data(), static_cast<qsizetype>(address.view().size()));
    return endpoint.address.kind == ColumnAddress::Kind::Ipv6 ? QStringLiteral("[%1]:%2").arg(text).arg(endpoint.port)
                                                              : QStringLiteral("%1:%2").arg(text).arg(endpoint.port);
}

std::optional<StreamPiece::Sender> FollowDialog::side() const {
    switch (sides_->currentIndex()) {
    case 1:
        return StreamPiece::Sender::First;
    case 2:
        return StreamPiece::Sender::Second;
    default:
        return std::nullopt;
    }
}

void FollowDialog::render() {
    if (!stream_)
        return;
    const auto format = static_cast<StreamFormat>(formats_->currentIndex());
    inBackground(
        this, [stream = stream_, format, side = side()] { return streamText(*stream, format, side, mostShown); },
        [this](const std::vector<StreamText>& texts) {
            text_->clear();
            QTextCursor cursor(text_->document());
            cursor.beginEditBlock();
            for (const StreamText& each : texts) {
                QTextCharFormat look;
                look.setForeground(each.sender == StreamPiece::Sender::First ? theme_.colours().accent
                                                                             : theme_.colours().good);
                cursor.insertText(each.text, look);
            }
            cursor.endEditBlock();
            text_->moveCursor(QTextCursor::Start);
            QString summary = tr("%L1 frames, %L2 bytes").arg(stream_->frames.size()).arg(stream_->bytes.size());
            if (store_->count() > through_) // it goes on being captured
                summary += tr(" · up to frame %L1: open it again for what came since").arg(through_);
            if (stream_->bytes.size() > mostShown)
                summary += tr(" · the first %L1 KiB are shown").arg(mostShown >> 10);
            if (stream_->isCut)
                summary += tr(" · longer than %L1 MiB: the rest was left out").arg(StreamFollower::maximumBytes >> 20);
            summary_->setText(summary);
        });
}

void FollowDialog::find() {
    if (search_->text().isEmpty() || text_->find(search_->text()))
        return;
    text_->moveCursor(QTextCursor::Start);
    if (!text_->find(search_->text()))
        summary_->setText(tr("\"%1\" is not in what is shown").arg(plainText(search_->text())));
}

void FollowDialog::save() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the stream's bytes"));
    if (path.isEmpty())
        return;
    inBackground(
        this, [stream = stream_, side = side(), path] { return savedBytes(*stream, side, path); },
        [this, path](const QString& trouble) {
            summary_->setText(trouble.isEmpty() ? tr("Saved %1").arg(plainText(path))
                                                : tr("%1 was not saved: %2").arg(plainText(path), plainText(trouble)));
        });
}

} // namespace tapscope
