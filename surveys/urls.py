"""The child's addresses. None of them says anything."""

from django.urls import path

from surveys import views

app_name = "surveys"
urlpatterns = [
    path("", views.door, name="door"),
    path("start/", views.welcome, name="welcome"),
    path("steg/<str:step>/", views.question, name="question"),
    path("klar/", views.review, name="review"),
    path("skicka/", views.send, name="send"),
    path("tack/", views.thanks, name="thanks"),
    path("paus/", views.pause, name="pause"),
    path("ut/", views.leave, name="exit"),
    path("ljud/<str:name>", views.sound, name="sound"),
]
