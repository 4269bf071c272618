-- How a card went with a team is asked for forty cards a question: by the team's rooms, not by all the world's.
CREATE INDEX rounds_of_room_and_card ON rounds (room, card);
