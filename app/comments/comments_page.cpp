#include "comments_page.h"

#include "../background/background.h"
#include "../text/plain_text.h"
#include "../text/plural.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <analysis/capture_comments.h>

namespace tapscope {
namespace {

constexpr std::size_t mostFrames = 10'000; // in a table for people
constexpr int frameRole = Qt::UserRole;

void addLines(QTreeWidget& table, const QString& on, const std::vector<std::string>& comments, FrameNumber frame) {
    for (const auto& comment : comments) {
        auto* line = new QTreeWidgetItem(&table, {on, plainText(comment)});
        line->setToolTip(1, line->text(1));
        line->setData(0, frameRole, static_cast<qulonglong>(frame));
    }
}

} // namespace

CommentsPage::CommentsPage(const ShownCapture& capture, QWidget* parent)
    : QWidget(parent), table_(new QTreeWidget), summary_(new QLabel(tr("Reading the capture…"))) {
    table_->setObjectName(QStringLiteral("captureComments"));
    table_->setAccessibleName(tr("Comments of the capture"));
    table_->setHeaderLabels({tr("On"), tr("Comment")});
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    summary_->setObjectName(QStringLiteral("commentsSummary"));
    summary_->setProperty("role", "muted");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_, 1);
    layout->addWidget(summary_);
    connect(table_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* line) {
        if (const auto frame = line->data(0, frameRole).toULongLong(); frame != 0)
            emit frameAsked(frame);
    });
    inBackground(
        this, [capture, stop = stop_.get_token()] { return collectComments(capture, mostFrames, stop); },
        [this](const Result<CaptureComments>& found) {
            if (!found) {
                summary_->setText(plainText(found.error().text()));
                return;
            }
            addLines(*table_, tr("File"), found->file, 0);
            for (const auto& [frame, comments] : found->frames)
                addLines(*table_, tr("Frame %L1").arg(frame), comments, frame);
            table_->resizeColumnToContents(0);
            const auto commented =
                tr("%L1 frame(s) have comments", nullptr, pluralOf(found->commented)).arg(found->commented);
            summary_->setText(found->commented > found->frames.size()
                                  ? tr("%1; those of the first %L2 are shown").arg(commented).arg(found->frames.size())
                                  : commented);
        });
}

CommentsPage::~CommentsPage() {
    stop_.request_stop();
}

QString CommentsPage::text() const {
    QString text = tr("Comments") + QLatin1Char('\n');
    for (int row = 0; row < table_->topLevelItemCount(); ++row)
        text +=
            QStringLiteral("    %1: %2\n").arg(table_->topLevelItem(row)->text(0), table_->topLevelItem(row)->text(1));
    return text;
}

} // namespace tapscope
