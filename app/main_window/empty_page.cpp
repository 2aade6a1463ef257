#include "empty_page.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int widestSentence = 640; // pixels

void setRole(QWidget& widget, const char* role) {
    widget.setProperty("role", role);
    widget.style()->unpolish(&widget); // the style sheet knows the colour
    widget.style()->polish(&widget);
}

} // namespace

EmptyPage::EmptyPage(const Theme& theme, QWidget* parent)
    : QWidget(parent), picture_(new QLabel), heading_(new QLabel), sentence_(new QLabel), open_(new QPushButton),
      demo_(new QPushButton(tr("Try the demo"))) {
    theme.keepIcon(picture_, QStringLiteral("activity"), &Colours::muted,
                   [this](const QIcon& icon) { picture_->setPixmap(icon.pixmap(48, 48)); });
    picture_->setAlignment(Qt::AlignCenter);
    heading_->setObjectName(QStringLiteral("emptyHeading"));
    heading_->setProperty("role", "heading");
    heading_->setAlignment(Qt::AlignCenter);
    sentence_->setObjectName(QStringLiteral("emptySentence"));
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setWordWrap(true);
    sentence_->setMinimumWidth(0); // a long path must not widen the window
    sentence_->setMaximumWidth(widestSentence);
    sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    open_->setObjectName(QStringLiteral("emptyOpen"));
    open_->setToolTip(tr("Open a capture file"));
    theme.keepIcon(open_, QStringLiteral("folder-open"), &Colours::ink,
                   [this](const QIcon& icon) { open_->setIcon(icon); });
    demo_->setToolTip(tr("Create a TAP with an echo host and some traffic, and watch it"));
    theme.keepIcon(demo_, QStringLiteral("sparkles"), &Colours::ink,
                   [this](const QIcon& icon) { demo_->setIcon(icon); });
    demo_->setObjectName(QStringLiteral("demo"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open_);
    buttons->addWidget(demo_);
    buttons->addStretch();
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(sentence_, 100); // as wide as it may be
    middle->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(picture_);
    layout->addWidget(heading_);
    layout->addLayout(middle);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(open_, &QPushButton::clicked, this, &EmptyPage::openAsked);
    connect(demo_, &QPushButton::clicked, this, &EmptyPage::demoAsked);
    invite();
}

void EmptyPage::invite() {
    heading_->setText(tr("Nothing captured yet"));
    sentence_->setText(tr("Create a TAP and start a capture, or open a capture file. You can also drop a file here."));
    setRole(*sentence_, "muted");
    open_->setText(tr("Open…"));
    demo_->show();
}

void EmptyPage::explain(const QString& reason) {
    heading_->setText(tr("The file was not opened"));
    sentence_->setText(plainText(reason));
    setRole(*sentence_, "error");
    open_->setText(tr("Open another…"));
    demo_->hide();
}

} // namespace tapscope
