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
    : QWidget(parent), picture_(new QLabel), heading_(new QLabel), sentence_(new QLabel), start_(new QPushButton),
      open_(new QPushButton), demo_(new QPushButton(tr("Try the demo"))) {
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
    start_->setObjectName(QStringLiteral("emptyStart"));
    start_->setProperty("role", "primary");
    start_->setToolTip(tr("Start a capture on the selected device (Ctrl+E)"));
    theme.keepIcon(start_, QStringLiteral("play"), &Colours::accentInk,
                   [this](const QIcon& icon) { start_->setIcon(icon); });
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
    buttons->addWidget(start_);
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
    connect(start_, &QPushButton::clicked, this, &EmptyPage::startAsked);
    connect(open_, &QPushButton::clicked, this, &EmptyPage::openAsked);
    connect(demo_, &QPushButton::clicked, this, &EmptyPage::demoAsked);
    invite();
}

void EmptyPage::invite() {
    heading_->setText(tr("Nothing captured yet"));
    sentence_->setText(
        device_.isEmpty()
            ? tr("Select or create a device to capture on, or open a capture file. You can also drop a file here.")
            : tr("Start a capture on the selected device, or open a capture file. You can also drop a file here."));
    start_->setText(tr("Start on %1").arg(plainMenuText(device_)));
    start_->setVisible(!device_.isEmpty());
    setRole(*sentence_, "muted");
    open_->setText(tr("Open…"));
    demo_->show();
    isInviting_ = true;
}

void EmptyPage::setDevice(const QString& name) {
    device_ = name;
    if (isInviting_)
        invite();
}

void EmptyPage::explain(const QString& reason) {
    heading_->setText(tr("The file was not opened"));
    sentence_->setText(plainText(reason));
    setRole(*sentence_, "error");
    open_->setText(tr("Open another…"));
    start_->hide();
    demo_->hide();
    isInviting_ = false;
}

} // namespace tapscope
