#include "comment_dialog.h"

#include "../text/plain_text.h"
#include "../text/plural.h"

#include <store/comments.h>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

QString decoded(const std::string& comment) {
    return QString::fromUtf8(comment.data(), static_cast<qsizetype>(comment.size()));
}

QString listText(const std::string& comment) {
    return comment.empty() ? CommentDialog::tr("(empty)") : plainText(comment);
}

} // namespace

CommentDialog::CommentDialog(const QString& title, QWidget* parent)
    : CommentDialog(title, std::vector<std::string>{}, parent) {
    list_->parentWidget()->hide();
}

CommentDialog::CommentDialog(const QString& title, std::vector<std::string> comments, QWidget* parent)
    : QDialog(parent), comments_(std::move(comments)), list_(new QListWidget), text_(new QPlainTextEdit),
      room_(new QLabel), keep_(new QPushButton(tr("&OK"))), remove_(new QPushButton(tr("&Delete"))) {
    setWindowTitle(title);
    setObjectName(QStringLiteral("commentDialog"));
    resize(560, 380);
    list_->setObjectName(QStringLiteral("commentList"));
    list_->setAccessibleName(tr("Comments"));
    text_->setObjectName(QStringLiteral("commentText"));
    text_->setAccessibleName(tr("Text of the comment"));
    text_->setPlaceholderText(tr("Text of the comment"));
    text_->setTabChangesFocus(true);
    room_->setObjectName(QStringLiteral("commentRoom"));
    keep_->setObjectName(QStringLiteral("commentKeep"));
    keep_->setProperty("role", "primary");
    keep_->setDefault(true);
    remove_->setObjectName(QStringLiteral("commentRemove"));
    remove_->setAutoDefault(false);
    auto* add = new QPushButton(tr("&New"));
    add->setObjectName(QStringLiteral("commentAdd"));
    add->setAutoDefault(false);
    auto* beside = new QVBoxLayout;
    beside->addWidget(add);
    beside->addWidget(remove_);
    beside->addStretch();
    auto* all = new QWidget;
    auto* allLayout = new QHBoxLayout(all);
    allLayout->setContentsMargins(0, 0, 0, 0);
    allLayout->addWidget(list_, 1);
    allLayout->addLayout(beside);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(keep_, QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(all, 1);
    layout->addWidget(text_, 2);
    layout->addWidget(room_);
    layout->addWidget(buttons);

    if (comments_.empty())
        comments_.emplace_back();
    for (const auto& comment : comments_)
        list_->addItem(listText(comment));
    connect(list_, &QListWidget::currentRowChanged, this, &CommentDialog::showComment);
    connect(text_, &QPlainTextEdit::textChanged, this, &CommentDialog::takeText);
    connect(add, &QPushButton::clicked, this, &CommentDialog::add);
    connect(remove_, &QPushButton::clicked, this, &CommentDialog::remove);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // Return alone begins another line of the text.
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, keep_,
            &QPushButton::click);
    list_->setCurrentRow(0);
    text_->setFocus();
    update();
}

CommentDialog::~CommentDialog() {
    list_->disconnect(this); // it reports its own end
}

void CommentDialog::showComment(int row) {
    const QSignalBlocker quiet(text_);
    shown_ = row;
    text_->setPlainText(row < 0 ? QString() : decoded(comments_[static_cast<std::size_t>(row)]));
    text_->setEnabled(row >= 0);
    update();
}

void CommentDialog::takeText() {
    if (shown_ < 0)
        return;
    std::string& comment = comments_[static_cast<std::size_t>(shown_)];
    comment = text_->toPlainText().toStdString();
    list_->item(shown_)->setText(listText(comment));
    update();
}

void CommentDialog::add() {
    comments_.emplace_back();
    list_->addItem(listText({}));
    list_->setCurrentRow(list_->count() - 1);
    text_->setFocus();
}

void CommentDialog::remove() {
    if (shown_ < 0)
        return;
    const int row = std::exchange(shown_, -1);
    comments_.erase(comments_.begin() + row);
    {
        const QSignalBlocker quiet(list_);
        delete list_->takeItem(row);
    }
    showComment(list_->currentRow());
}

void CommentDialog::update() {
    const auto size = shown_ < 0 ? 0 : comments_[static_cast<std::size_t>(shown_)].size();
    const bool isTooLong = size > mostCommentBytes;
    room_->setText(
        isTooLong ? tr("%L1 byte(s) too many", nullptr, pluralOf(size - mostCommentBytes)).arg(size - mostCommentBytes)
                  : tr("%L1 of %L2 bytes").arg(size).arg(mostCommentBytes));
    room_->setProperty("role", isTooLong ? "error" : "muted");
    room_->style()->unpolish(room_);
    room_->style()->polish(room_); // applies the style of the role
    keep_->setEnabled(std::ranges::all_of(comments_, [](const auto& each) { return each.size() <= mostCommentBytes; }));
    remove_->setEnabled(shown_ >= 0);
}

std::vector<std::string> CommentDialog::comments() const {
    std::vector<std::string> kept;
    std::ranges::copy_if(comments_, std::back_inserter(kept), [](const std::string& each) { return !each.empty(); });
    return kept;
}

} // namespace tapscope
